import type {
  ServerUnaryCall,
  ServerWritableStream,
  ServiceDefinition,
  UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { Failure } from '../domain/index.ts';
import { statusOf } from './failure-status.ts';
import { invalidRequest } from './invalid-request.ts';

/** Stands for a request that no handler is to see. */
class Unreadable {
  readonly failure: Failure;

  constructor(failure: Failure) {
    this.failure = failure;
  }
}

/**
 * The same service, but a request that cannot be read is the caller's mistake: INVALID_ARGUMENT and a word about it. The library
 * would call it INTERNAL, which says that the hub is broken and wakes up its operator. The same goes for a text that holds a NUL,
 * which PostgreSQL could compare with nothing.
 */
export function refusingUnreadable<Implementation extends UntypedServiceImplementation>(
  service: ServiceDefinition,
  handlers: Implementation,
): readonly [ServiceDefinition, UntypedServiceImplementation] {
  const methods = Object.entries(service).map(([name, method]) => {
    const requestDeserialize = (bytes: Buffer): unknown => {
      try {
        const message: unknown = method.requestDeserialize(bytes);
        const field = fieldWithNul(message, '');
        if (field === null) return message;
        return new Unreadable(invalidRequest(field, 'must not hold the character NUL'));
      } catch (error) {
        return new Unreadable(noMessage(error));
      }
    };
    return [name, { ...method, requestDeserialize }] as const;
  });
  const guarded = Object.entries(handlers).map(
    ([name, handler]) => [name, refusing(handler as Handler)] as const,
  );
  return [Object.fromEntries(methods), Object.fromEntries(guarded)];
}

/** A message of a stream that a caller sends. @throws Failure INVALID_REQUEST for one that cannot be read */
export function requireReadable<Message>(message: Message): Message {
  if (message instanceof Unreadable) throw message.failure;
  return message;
}

function noMessage(error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  return new Failure('INVALID_REQUEST', {
    message: `The request is no message of this method: ${reason}.`,
    cause: error,
  });
}

/** Where it is, as the proto file spells it, dotted where it is nested; null when there is none. */
function fieldWithNul(value: unknown, field: string): string | null {
  if (typeof value === 'string') return value.includes('\0') ? field : null;
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return null;
  for (const [name, part] of Object.entries(value)) {
    const found = fieldWithNul(part, Array.isArray(value) ? field : below(field, name));
    if (found !== null) return found;
  }
  return null;
}

function below(field: string, name: string): string {
  const spelled = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return field === '' ? spelled : `${field}.${spelled}`;
}

type Call = ServerUnaryCall<unknown, unknown> & ServerWritableStream<unknown, unknown>;
/** A unary handler gets a callback, a streaming one does not. */
type Handler = (call: Call, answer?: (status: ReturnType<typeof statusOf>) => void) => void;

function refusing(handler: Handler): Handler {
  return (call, answer) => {
    if (!(call.request instanceof Unreadable)) return handler(call, answer);
    const refusal = statusOf(call.request.failure);
    if (answer) answer(refusal);
    else call.emit('error', refusal);
  };
}

import type {
  ServerUnaryCall,
  ServerWritableStream,
  ServiceDefinition,
  UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { Failure } from '../domain/index.ts';
import { statusOf } from './failure-status.ts';
import { invalidRequest } from './invalid-request.ts';

/** Placeholder for a request that no handler may see. */
class Unreadable {
  readonly failure: Failure;

  constructor(failure: Failure) {
    this.failure = failure;
  }
}

/**
 * Wraps a service so that an unreadable request is the caller's mistake, INVALID_ARGUMENT with a reason. grpc-js would
 * answer INTERNAL, which reports a broken hub and alerts its operator. Also refuses text that contains NUL, which
 * PostgreSQL cannot compare with anything.
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

/** Returns a message of a client stream. @throws Failure INVALID_REQUEST if it cannot be read */
export function requireReadable<Message>(message: Message): Message {
  if (message instanceof Unreadable) throw message.failure;
  return message;
}

function noMessage(error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  return new Failure('INVALID_REQUEST', {
    message: `The request is not a message of this method: ${reason}.`,
    cause: error,
  });
}

/** Returns the field that contains NUL, as the proto file spells it, dotted if nested; null if there is none. */
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

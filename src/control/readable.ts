import type {
  ServerUnaryCall,
  ServerWritableStream,
  ServiceDefinition,
  UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { Failure } from '../domain/index.ts';
import { statusOf } from './failure-status.ts';

/** Stands for a request whose bytes are no such message. */
class Unreadable {
  readonly reason: string;

  constructor(error: unknown) {
    this.reason = error instanceof Error ? error.message : String(error);
  }
}

/**
 * The same service, but a request that cannot be read is the caller's mistake: INVALID_ARGUMENT and a word about it. The library
 * would call it INTERNAL, which says that the hub is broken and wakes up its operator.
 */
export function refusingUnreadable<Implementation extends UntypedServiceImplementation>(
  service: ServiceDefinition,
  handlers: Implementation,
): readonly [ServiceDefinition, UntypedServiceImplementation] {
  const methods = Object.entries(service).map(([name, method]) => {
    const requestDeserialize = (bytes: Buffer): unknown => {
      try {
        return method.requestDeserialize(bytes);
      } catch (error) {
        return new Unreadable(error);
      }
    };
    return [name, { ...method, requestDeserialize }] as const;
  });
  const guarded = Object.entries(handlers).map(
    ([name, handler]) => [name, refusing(handler as Handler)] as const,
  );
  return [Object.fromEntries(methods), Object.fromEntries(guarded)];
}

/** A message of a stream that a caller sends. @throws Failure INVALID_REQUEST for bytes that are no such message */
export function requireReadable<Message>(message: Message): Message {
  if (message instanceof Unreadable) throw unreadable(message);
  return message;
}

function unreadable({ reason }: Unreadable): Failure {
  return new Failure('INVALID_REQUEST', {
    message: `The request is no message of this method: ${reason}.`,
  });
}

type Call = ServerUnaryCall<unknown, unknown> & ServerWritableStream<unknown, unknown>;
/** A unary handler gets a callback, a streaming one does not. */
type Handler = (call: Call, answer?: (status: ReturnType<typeof statusOf>) => void) => void;

function refusing(handler: Handler): Handler {
  return (call, answer) => {
    if (!(call.request instanceof Unreadable)) return handler(call, answer);
    const refusal = statusOf(unreadable(call.request));
    if (answer) answer(refusal);
    else call.emit('error', refusal);
  };
}

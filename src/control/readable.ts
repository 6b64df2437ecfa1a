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

type Call = ServerUnaryCall<unknown, unknown> & ServerWritableStream<unknown, unknown>;
/** A unary handler gets a callback, a streaming one does not. */
type Handler = (call: Call, answer?: (status: ReturnType<typeof statusOf>) => void) => void;

function refusing(handler: Handler): Handler {
  return (call, answer) => {
    if (!(call.request instanceof Unreadable)) return handler(call, answer);
    const message = `The request is no message of this method: ${call.request.reason}.`;
    const refusal = statusOf(new Failure('INVALID_REQUEST', { message }));
    if (answer) answer(refusal);
    else call.emit('error', refusal);
  };
}

import type {
  CallOptions,
  ClientReadableStream,
  ClientUnaryCall,
  requestCallback,
  ServiceError,
} from '@grpc/grpc-js';
import { errorOf } from './failure-status.ts';

export interface CallLimits {
  readonly address: string;
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** Makes a unary call. @throws Failure, HubUnreachable; the signal's reason if it aborts first */
export async function callOnce<Response>(
  { address, limitMs, signal }: CallLimits,
  start: (options: CallOptions, done: requestCallback<Response>) => ClientUnaryCall,
): Promise<Response> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  const call = start({ deadline: Date.now() + limitMs }, (error, response) => {
    if (error) reject(errorOf(error, address));
    else if (response !== undefined) resolve(response);
  });
  const cancel = () => call.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  return promise.finally(() => signal.removeEventListener('abort', cancel));
}

/**
 * Makes a server-streaming call; each message is read on demand. It has no time limit: keepalive detects a hub that has
 * vanished.
 * @throws as `callOnce`
 */
export async function* callStream<Response>(
  { address, signal }: Omit<CallLimits, 'limitMs'>,
  start: () => ClientReadableStream<Response>,
): AsyncGenerator<Response> {
  signal.throwIfAborted();
  const call = start();
  const cancel = () => call.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    for await (const message of call) yield message as Response;
  } catch (error) {
    throw isServiceError(error) ? errorOf(error, address) : error;
  } finally {
    signal.removeEventListener('abort', cancel);
    call.on('error', () => undefined); // The error that follows a cancellation is meaningless.
    cancel();
  }
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && 'code' in error && 'details' in error;
}

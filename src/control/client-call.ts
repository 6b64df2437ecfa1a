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

/** One call that is answered once. @throws Failure, HubUnreachable; the signal's reason when it aborted before */
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
 * The messages of one call that is answered step by step, which is cancelled when the iteration is given up or the signal aborts.
 * @throws Failure (CANCELLED when the signal aborted), HubUnreachable
 */
export async function* callStream<Message>(
  call: ClientReadableStream<Message>,
  { address, signal }: Pick<CallLimits, 'address' | 'signal'>,
): AsyncGenerator<Message> {
  const cancel = () => call.cancel();
  // The iteration tells it; after its end nobody listens, and an unheard one would end the process.
  call.on('error', () => undefined);
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    for await (const message of call) yield message as Message;
  } catch (error) {
    throw errorOf(error as ServiceError, address);
  } finally {
    signal.removeEventListener('abort', cancel);
    call.cancel();
  }
}

import type { CallOptions, ClientUnaryCall, requestCallback } from '@grpc/grpc-js';
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

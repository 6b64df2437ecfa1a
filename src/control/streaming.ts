import { once } from 'node:events';
import type { handleServerStreamingCall } from '@grpc/grpc-js';
import { Metadata, status } from '@grpc/grpc-js';
import type { ServiceContext } from './context.ts';
import { failureOf, statusOf } from './failure-status.ts';
import type { Caller } from './unary.ts';

/**
 * A handler that answers step by step. It takes the next step only when the caller's buffer has room, and gives up, ending the
 * work, when the caller left, its time was over or the hub stops.
 * @param limitMs no answer takes longer; it then ends with TIMED_OUT
 */
export function streaming<Request, Response>(
  context: ServiceContext,
  limitMs: number,
  answer: (request: Request, caller: Caller) => AsyncIterable<Response>,
): handleServerStreamingCall<Request, Response> {
  return (call) => {
    const left = new AbortController();
    for (const end of ['cancelled', 'close', 'error']) call.on(end, () => left.abort());
    const signal = AbortSignal.any([left.signal, AbortSignal.timeout(limitMs)]);
    let stopping = false;
    const endByStop = () => {
      stopping = true;
      left.abort();
    };
    context.watchers.add(endByStop);
    const work = async () => {
      for await (const response of answer(call.request, { signal, peer: call.getPeer() })) {
        if (!call.write(response)) await once(call, 'drain', { signal });
        signal.throwIfAborted();
      }
    };
    void work()
      .then(
        () => call.end(),
        (thrown: unknown) => {
          const failure = failureOf(signal.aborted ? signal.reason : thrown);
          if (failure.code === 'INTERNAL') context.onDefect(failure, call.getPath());
          const metadata = new Metadata();
          const stopped = { code: status.UNAVAILABLE, details: 'The hub shuts down.', metadata };
          // grpc-js ends a stream with the status that is emitted as its error.
          call.emit('error', stopping ? stopped : statusOf(failure));
        },
      )
      .finally(() => context.watchers.delete(endByStop));
  };
}

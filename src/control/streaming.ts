import { once } from 'node:events';
import type { handleServerStreamingCall, ServerWritableStream } from '@grpc/grpc-js';
import type { ServiceContext } from './context.ts';
import { failureOf, shuttingDown, statusOf } from './failure-status.ts';
import type { Caller } from './unary.ts';

/**
 * Creates a handler that responds with a finite stream of messages. It produces the next message when the receiver has
 * taken the last, so a slow caller costs no memory; a caller who leaves aborts the work. It has no time limit: each
 * message has the limit of its source.
 */
export function streaming<Request, Response>(
  context: ServiceContext,
  answer: (request: Request, caller: Caller) => AsyncIterable<Response>,
): handleServerStreamingCall<Request, Response> {
  return (call) => {
    const left = new AbortController();
    for (const end of ['cancelled', 'close', 'error']) call.on(end, () => left.abort());
    const endAtShutdown = () => {
      call.emit('error', shuttingDown());
      left.abort();
    };
    context.watchers.add(endAtShutdown);
    const work = async () => {
      const who = context.admissions.callerOf(call);
      const caller = { signal: left.signal, peer: call.getPeer(), who };
      await send(call, answer(call.request, caller), left.signal);
    };
    void work()
      .then(
        () => call.end(),
        (thrown: unknown) => {
          if (left.signal.aborted) return; // There is no one left to tell.
          const failure = failureOf(thrown);
          if (failure.code === 'INTERNAL') context.onDefect(failure, call.getPath());
          call.emit('error', statusOf(failure));
        },
      )
      .finally(() => context.watchers.delete(endAtShutdown));
  };
}

async function send<Request, Response>(
  call: ServerWritableStream<Request, Response>,
  messages: AsyncIterable<Response>,
  signal: AbortSignal,
): Promise<void> {
  for await (const message of messages) {
    signal.throwIfAborted();
    if (!call.write(message)) await once(call, 'drain', { signal });
  }
}

import type { ClientReadableStream, ServiceError } from '@grpc/grpc-js';
import { errorOf, HubUnreachable } from './failure-status.ts';

/** The content of one message of a watch. */
export interface WatchNews<Status> {
  readonly changed: readonly Status[];
  readonly removed: readonly string[];
}

/** The state that one watch has reported so far, by name. Null before its first message. */
export class Followed<Status extends { readonly name: string }> {
  #known: Map<string, Status> | null = null;

  get complete(): boolean {
    return this.#known !== null;
  }

  get all(): readonly Status[] {
    return [...(this.#known?.values() ?? [])];
  }

  take({ changed, removed }: WatchNews<Status>): void {
    this.#known ??= new Map();
    for (const status of changed) this.#known.set(status.name, status);
    for (const name of removed) this.#known.delete(name);
  }
}

/** One watch: the call, and the handler of its messages. */
export interface Watch {
  readonly call: ClientReadableStream<unknown>;
  readonly take: (message: unknown) => void;
}

/**
 * Takes the messages of all watches and yields after each, but never faster than the reader asks: messages in between
 * are applied, not queued. Ends when the signal aborts. On the abort or a failure it cancels all watches.
 * @throws Failure, HubUnreachable when a watch ends
 */
export async function* followAll(
  watches: readonly Watch[],
  address: string,
  signal: AbortSignal,
): AsyncGenerator<void> {
  let next = Promise.withResolvers<void>();
  let failure: Error | null = null;
  const fail = (error: Error) => {
    failure ??= error;
    next.resolve();
  };
  for (const { call, take } of watches) {
    call.on('data', (message: unknown) => {
      try {
        take(message);
        next.resolve();
      } catch (error) {
        fail(error as Error);
      }
    });
    call.on('error', (error: ServiceError) => fail(errorOf(error, address)));
    call.on('end', () => fail(new HubUnreachable(`The hub at ${address} ended the watch.`)));
  }
  const onAbort = () => next.resolve();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    while (!signal.aborted) {
      await next.promise;
      next = Promise.withResolvers();
      if (signal.aborted) return;
      if (failure) throw failure as Error;
      yield;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    for (const { call } of watches) call.cancel();
  }
}

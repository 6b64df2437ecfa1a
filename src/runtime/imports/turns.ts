import { once } from 'node:events';

/** Lets those who ask for the same thing have it one after the other, in the order of their asking. */
export class ByTurns {
  readonly #last = new Map<string, Promise<void>>();

  /** @returns what gives the turn back. Rejects when the signal aborts before. */
  async take(name: string, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    const before = this.#last.get(name) ?? Promise.resolve();
    const { promise: done, resolve: giveBack } = Promise.withResolvers<void>();
    const mine = before.then(() => done);
    this.#last.set(name, mine);
    const over = new AbortController();
    try {
      await Promise.race([before, once(signal, 'abort', { signal: over.signal })]);
      signal.throwIfAborted();
    } catch (error) {
      giveBack();
      throw error;
    } finally {
      over.abort();
    }
    return giveBack;
  }
}

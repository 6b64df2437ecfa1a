/** A mutex per name; waiters enter in the order of arrival. */
export class Mutex {
  /** For each name, resolves when the last waiter has left. */
  readonly #last = new Map<string, Promise<void>>();

  /** @returns a function that releases the mutex. @throws the signal's reason when it aborts while waiting */
  async enter(name: string, signal: AbortSignal): Promise<() => void> {
    const before = this.#last.get(name) ?? Promise.resolve();
    const inside = Promise.withResolvers<void>();
    const left = before.then(() => inside.promise);
    this.#last.set(name, left);
    void left.then(() => {
      if (this.#last.get(name) === left) this.#last.delete(name);
    });
    const aborted = Promise.withResolvers<never>();
    const giveUp = () => aborted.reject(signal.reason as Error);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      await Promise.race([aborted.promise, before]);
      return () => inside.resolve();
    } catch (error) {
      inside.resolve();
      throw error;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }
}

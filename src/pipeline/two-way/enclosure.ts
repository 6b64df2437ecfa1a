/** Lets one in at a time, in the order of coming. */
export class Enclosure {
  #last: Promise<void> = Promise.resolve();

  /** @returns what lets the next one in. @throws the signal's reason when it aborts before one's turn */
  async enter(signal: AbortSignal): Promise<() => void> {
    const before = this.#last;
    const inside = Promise.withResolvers<void>();
    this.#last = before.then(() => inside.promise);
    const aborted = Promise.withResolvers<never>();
    const giveUp = () => aborted.reject(signal.reason as Error);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      await Promise.race([before, aborted.promise]);
      return () => inside.resolve();
    } catch (error) {
      inside.resolve();
      throw error;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }
}

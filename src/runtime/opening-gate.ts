/**
 * Number of runs that may start at a time: their first reads and writes are short, but ten thousand at once would wait
 * for each other's connections.
 */
const AT_ONCE = 16;
/** A run that is still starting after this time is slow for its own reasons, and blocks no other. */
const LONGEST_MS = 2_000;

/** Limits how many runs of all streams start at a time. Only the start counts: a run may last for ever. */
export class OpeningGate {
  readonly #waiting: (() => void)[] = [];
  #inside = 0;

  /**
   * Waits for a place, in order of the calls.
   * @returns a function that gives the place back; may be called again, and is called automatically after two seconds
   * @throws the signal's reason when it aborts before
   */
  async enter(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#inside < AT_ONCE) this.#inside++;
    else await this.#turn(signal);
    let left = false;
    const leave = () => {
      if (left) return;
      left = true;
      clearTimeout(timer);
      this.#passOn();
    };
    const timer = setTimeout(leave, LONGEST_MS);
    return leave;
  }

  /** Gives the place directly to the run that has waited longest. */
  #passOn(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#inside--;
  }

  async #turn(signal: AbortSignal): Promise<void> {
    const turn = Promise.withResolvers<void>();
    const giveUp = () => {
      const place = this.#waiting.indexOf(turn.resolve);
      if (place === -1) return;
      this.#waiting.splice(place, 1);
      turn.reject(signal.reason as Error);
    };
    this.#waiting.push(turn.resolve);
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      await turn.promise;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }
}

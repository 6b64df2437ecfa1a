/** So many runs begin at a time: what each reads and writes first is short, but ten thousand at once wait for each other's connections. */
const AT_ONCE = 16;
/** One that is still at its beginning by then is slow for reasons of its own, and keeps nobody else waiting. */
const LONGEST_MS = 2_000;

/** Lets runs of all streams begin a few at a time. Only the beginning counts: a run may last for ever. */
export class OpeningGate {
  readonly #waiting: (() => void)[] = [];
  #inside = 0;

  /**
   * Waits for a place, in order of the calls.
   * @returns what gives the place back; may be called again, and comes by itself after two seconds
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

  /** The place goes straight to whoever waits longest. */
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

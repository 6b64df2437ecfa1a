const EVERY_MS = 1_000;

/** One clock for the whole page; it stops while nothing listens. */
export class Clock {
  nowMs = Date.now();
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setInterval> | null = null;

  readonly subscribe = (listener: () => void): (() => void) => {
    if (this.#listeners.size === 0) this.nowMs = Date.now();
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => this.#tick(), EVERY_MS);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0 || this.#timer === null) return;
      clearInterval(this.#timer);
      this.#timer = null;
    };
  };

  #tick(): void {
    this.nowMs = Date.now();
    for (const listener of this.#listeners) listener();
  }
}

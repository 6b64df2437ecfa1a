import { setTimeout as wait } from 'node:timers/promises';

/** Lets something begin at most once in a while. */
export class Pace {
  readonly #everyMs: number;
  #openAtMs = -Infinity;

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  /** Waits until a turn could be taken. @throws the signal's reason when it aborts */
  async untilOpen(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const missingMs = this.#openAtMs - performance.now();
      if (missingMs <= 0) return;
      await wait(Math.ceil(missingMs), undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }

  /** Waits for a turn and takes it. Of several that wait, one gets it, and the others wait on. */
  async turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    while (performance.now() < this.#openAtMs) await this.untilOpen(signal);
    this.#openAtMs = performance.now() + this.#everyMs;
  }
}

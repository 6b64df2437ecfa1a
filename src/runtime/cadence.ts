/** Limits how often something is reported. */
export class Cadence {
  readonly #everyMs: number;
  #lastMs = performance.now();

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  isDue(): boolean {
    const nowMs = performance.now();
    if (nowMs - this.#lastMs < this.#everyMs) return false;
    this.#lastMs = nowMs;
    return true;
  }
}

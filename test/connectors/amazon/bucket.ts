/** A token bucket as Amazon has one per operation. */
export class Bucket {
  /** Requests per second, as the answers tell it. */
  readonly told: number;
  #tokens: number;

  /** Does not fill by itself: a test decides when. */
  constructor(tokens: number, told: number) {
    this.#tokens = tokens;
    this.told = told;
  }

  fill(tokens: number): void {
    this.#tokens += tokens;
  }

  take(): boolean {
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }
}

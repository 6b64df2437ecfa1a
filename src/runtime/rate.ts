const BUCKETS = 60;
const BUCKET_MS = 1000;

/** Counts what happened in the last minute, in buckets of a second. */
export class MinuteRate {
  readonly #buckets = new Float64Array(BUCKETS);
  #newest = 0;

  add(count: number, nowMs = Date.now()): void {
    this.#advance(nowMs);
    const index = this.#newest % BUCKETS;
    this.#buckets[index] = (this.#buckets[index] ?? 0) + count;
  }

  /** How many in the last 60 s. */
  perMinute(nowMs = Date.now()): number {
    this.#advance(nowMs);
    return this.#buckets.reduce((sum, count) => sum + count, 0);
  }

  #advance(nowMs: number): void {
    const now = Math.floor(nowMs / BUCKET_MS);
    const passed = Math.min(now - this.#newest, BUCKETS);
    for (let step = 1; step <= passed; step++) this.#buckets[(now - passed + step) % BUCKETS] = 0;
    this.#newest = Math.max(this.#newest, now);
  }
}

const BUCKETS = 60;
const BUCKET_MS = 1000;

/** Counts what happened in the last minute, in buckets of a second. */
export class MinuteRate {
  /** Null until something happens: most lanes of a large hub are idle. */
  #buckets: Float64Array | null = null;
  #newest = 0;

  add(count: number, nowMs = Date.now()): void {
    const buckets = (this.#buckets ??= new Float64Array(BUCKETS));
    this.#advance(buckets, nowMs);
    const index = this.#newest % BUCKETS;
    buckets[index] = (buckets[index] ?? 0) + count;
  }

  /** Returns the count of the last 60 s. */
  perMinute(nowMs = Date.now()): number {
    if (this.#buckets === null) return 0;
    this.#advance(this.#buckets, nowMs);
    return this.#buckets.reduce((sum, count) => sum + count, 0);
  }

  #advance(buckets: Float64Array, nowMs: number): void {
    const now = Math.floor(nowMs / BUCKET_MS);
    const passed = Math.min(now - this.#newest, BUCKETS);
    for (let step = 1; step <= passed; step++) buckets[(now - passed + step) % BUCKETS] = 0;
    this.#newest = Math.max(this.#newest, now);
  }
}

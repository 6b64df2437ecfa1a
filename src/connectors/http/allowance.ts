import type { Pace } from './throttling.ts';

export interface BudgetLimits {
  /** Maximum number of requests in flight. */
  readonly maxConcurrency: number;
  /** Maximum number of requests begun per second. Absent: no limit. */
  readonly requestsPerSecond?: number;
  /** How many may begin at once after a quiet period. Absent: one second's worth, at least one. */
  readonly burst?: number;
  /** Whether `requestsPerSecond` only holds until the system tells its own rate. */
  readonly isAssumed?: boolean;
}

/** Throttling never lowers the rate below this share of the configured one; the pauses do the rest. */
const LOWEST_SHARE = 1 / 64;
/** Ten seconds of accepted requests at the full rate restore a halved rate. */
const RECOVERY_SHARE = 1 / 20;
/**
 * Pauses after a 429 that names none or one of zero length: the first, doubled at each repetition, and the longest; at least as long
 * as one request takes at the full rate.
 */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** However long a system asks for a pause, one request tries again after an hour: headers and clocks can be wrong. */
const LONGEST_BLOCK_MS = 3_600_000;

/**
 * Decides how many requests may begin now: a token bucket that adapts. Reads no clock: callers pass the time.
 *
 * When throttled, nothing begins until the pause is over, and the rate is halved, or the concurrency when no rate is set. Requests
 * that were already in flight at that moment do not halve it again. Accepted requests restore it in equal steps (additive
 * increase, multiplicative decrease): a rate by a twentieth of the configured one per second at full rate, the concurrency by one
 * per round of requests. The upper bounds are the configured values; the lower bounds are one request at a time and a 64th of the
 * rate.
 */
export class Allowance {
  #limits: BudgetLimits;
  #rate: number | null;
  #concurrency: number;
  #tokens: number;
  #refilledAtMs: number;
  #blockedUntilMs = -Infinity;
  #halvedAtMs = -Infinity;
  #nextPauseMs = FIRST_PAUSE_MS;
  #underWay = 0;

  constructor(limits: BudgetLimits, nowMs: number) {
    this.#limits = limits;
    this.#rate = limits.requestsPerSecond ?? null;
    this.#concurrency = limits.maxConcurrency;
    this.#tokens = this.#burst();
    this.#refilledAtMs = nowMs;
  }

  /** Maximum number of requests begun per second; null when no rate is set. */
  get rate(): number | null {
    return this.#rate;
  }

  get concurrency(): number {
    return Math.floor(this.#concurrency);
  }

  /** Remaining milliseconds in which the system wants no request at all. */
  blockedMs(nowMs: number): number {
    return Math.max(0, this.#blockedUntilMs - nowMs);
  }

  /** Milliseconds until a request may begin: 0 for now, Infinity when another one must end first. */
  waitMs(nowMs: number): number {
    if (this.#underWay >= this.concurrency) return Infinity;
    const blockedMs = this.blockedMs(nowMs);
    if (this.#rate === null) return blockedMs;
    this.#refill(nowMs, this.#rate);
    if (this.#tokens >= 1) return blockedMs;
    const missingMs = ((1 - this.#tokens) / this.#rate) * 1000;
    return Math.max(blockedMs, this.#refilledAtMs + missingMs - nowMs);
  }

  /** Counts a request that begins. Call only after `waitMs` returned 0. */
  begin(): void {
    this.#underWay++;
    if (this.#rate !== null) this.#tokens--;
  }

  /** Counts the end of a request that began at `begunAtMs`, and applies what its answer said about the pace. */
  end(pace: Pace, begunAtMs: number, nowMs: number): void {
    this.#underWay--;
    switch (pace.kind) {
      case 'neutral':
        return;
      case 'accepted':
        this.#recover();
        if (pace.rate !== undefined && this.#limits.isAssumed) this.#adopt(pace.rate, nowMs);
        if (pace.exhaustedMs > 0) this.#block(pace.exhaustedMs, nowMs);
        return;
      case 'throttled':
        this.#slowDown(pace.retryAfterMs, begunAtMs, nowMs);
    }
  }

  #recover(): void {
    this.#nextPauseMs = FIRST_PAUSE_MS;
    const { maxConcurrency, requestsPerSecond = 0 } = this.#limits;
    if (this.#rate === null) {
      this.#concurrency = Math.min(maxConcurrency, this.#concurrency + 1 / this.#concurrency);
    } else {
      const step = (requestsPerSecond * RECOVERY_SHARE) / this.#rate;
      this.#rate = Math.min(requestsPerSecond, this.#rate + step);
    }
  }

  /** While the rate is lowered, it stays so. */
  #adopt(rate: number, nowMs: number): void {
    const { requestsPerSecond: before = rate } = this.#limits;
    const current = this.#rate ?? rate;
    this.#refill(nowMs, current);
    this.#limits = { ...this.#limits, requestsPerSecond: rate };
    this.#rate = current < before ? Math.min(current, rate) : rate;
  }

  #slowDown(wishMs: number | null, begunAtMs: number, nowMs: number): void {
    const again = begunAtMs > this.#halvedAtMs;
    if (again) {
      this.#halve(nowMs);
      this.#block(wishMs || Math.max(this.#nextPauseMs, this.#refillMs()), nowMs);
      this.#nextPauseMs = Math.min(LONGEST_PAUSE_MS, this.#nextPauseMs * 2);
    } else if (wishMs !== null) {
      this.#block(wishMs, nowMs);
    }
  }

  #halve(nowMs: number): void {
    this.#halvedAtMs = nowMs;
    if (this.#rate === null) {
      this.#concurrency = Math.max(1, this.#concurrency / 2);
      return;
    }
    this.#refill(nowMs, this.#rate);
    const lowest = (this.#limits.requestsPerSecond ?? 0) * LOWEST_SHARE;
    this.#rate = Math.max(lowest, this.#rate / 2);
  }

  /** Also stops the bucket from filling: after a pause, requests come at the rate and not in a burst. */
  #block(forMs: number, nowMs: number): void {
    const untilMs = nowMs + Math.min(forMs, LONGEST_BLOCK_MS);
    this.#blockedUntilMs = Math.max(this.#blockedUntilMs, untilMs);
    if (this.#rate === null) return;
    this.#refill(nowMs, this.#rate);
    this.#tokens = Math.min(this.#tokens, 1);
    this.#refilledAtMs = Math.max(this.#refilledAtMs, this.#blockedUntilMs);
  }

  #refill(nowMs: number, rate: number): void {
    const elapsedMs = nowMs - this.#refilledAtMs;
    if (elapsedMs <= 0) return;
    this.#tokens = Math.min(this.#burst(), this.#tokens + (elapsedMs * rate) / 1000);
    this.#refilledAtMs = nowMs;
  }

  /** How long the system takes to allow another request. */
  #refillMs(): number {
    return 1000 / (this.#limits.requestsPerSecond ?? Infinity);
  }

  #burst(): number {
    return Math.max(1, this.#limits.burst ?? this.#rate ?? 1);
  }
}

import type { Pace } from './throttling.ts';

export interface BudgetLimits {
  /** Requests under way at once, at most. */
  readonly maxConcurrency: number;
  /** Requests begun per second, at most, with a burst of one second's worth (at least one request). Absent: no limit known. */
  readonly requestsPerSecond?: number;
}

/** A throttled rate is never learned lower than this part of the configured one; the pauses do the rest. */
const LOWEST_SHARE = 1 / 64;
/** Ten seconds of accepted requests at the full rate win back a halved one. */
const RECOVERY_SHARE = 1 / 20;
/** Pauses after a 429 that names none, or one of no length: the first, doubled each time it happens again, and the longest. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** However long a system wants to be left alone, one request asks again after an hour: headers and clocks can be wrong. */
const LONGEST_BLOCK_MS = 3_600_000;

/**
 * How many requests may begin now, as a token bucket that learns. Pure of clocks: callers say what time it is.
 *
 * When throttled, nothing begins until the pause is over, and the rate is halved; without a rate the concurrency is. Requests
 * that were under way at that moment do not halve it again. Accepted requests win it back in equal steps (additive increase,
 * multiplicative decrease): a rate by a twentieth of the configured one per second at full rate, the concurrency by one per
 * round of requests. Bounds: the configured values above; one request at once, or a 64th of the rate, below.
 */
export class Allowance {
  readonly #limits: BudgetLimits;
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

  /** Requests per second that begin at most; null when no rate is known. */
  get rate(): number | null {
    return this.#rate;
  }

  get concurrency(): number {
    return Math.floor(this.#concurrency);
  }

  /** How long the system still wants no request at all, milliseconds. */
  blockedMs(nowMs: number): number {
    return Math.max(0, this.#blockedUntilMs - nowMs);
  }

  /** Milliseconds until a request may begin: 0 for now, Infinity when one has to end first. */
  waitMs(nowMs: number): number {
    if (this.#underWay >= this.concurrency) return Infinity;
    const blockedMs = this.blockedMs(nowMs);
    if (this.#rate === null) return blockedMs;
    this.#refill(nowMs, this.#rate);
    if (this.#tokens >= 1) return blockedMs;
    const missingMs = ((1 - this.#tokens) / this.#rate) * 1000;
    return Math.max(blockedMs, this.#refilledAtMs + missingMs - nowMs);
  }

  /** A request begins. Only after `waitMs` said 0. */
  begin(): void {
    this.#underWay++;
    if (this.#rate !== null) this.#tokens--;
  }

  /** A request that began at `begunAtMs` has ended; its answer said this about the pace. */
  end(pace: Pace, begunAtMs: number, nowMs: number): void {
    this.#underWay--;
    switch (pace.kind) {
      case 'neutral':
        return;
      case 'accepted':
        this.#recover();
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

  #slowDown(wishMs: number | null, begunAtMs: number, nowMs: number): void {
    const again = begunAtMs > this.#halvedAtMs;
    if (again) {
      this.#halve(nowMs);
      this.#block(wishMs || this.#nextPauseMs, nowMs);
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

  /** The bucket does not fill meanwhile: after a pause requests come at the rate, not in a burst. */
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

  #burst(): number {
    return Math.max(1, this.#rate ?? 1);
  }
}

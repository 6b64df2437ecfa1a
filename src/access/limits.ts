import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Failure } from '../domain/index.ts';

const WINDOW_S = 60;

/** Limits in calls per minute. */
export interface CallLimits {
  readonly perIdentity: number;
  readonly perAddress: number;
}

/** A call too many. */
export interface Excess {
  /** RATE_LIMITED, with the wait until the next call is accepted. */
  readonly refusal: Failure;
  /** Whether there was one before it in this minute. */
  readonly isRepeated: boolean;
}

/** Counts calls per key (an address or a caller), in this process's memory. */
export class CallCounter {
  readonly #limiter: RateLimiterMemory;
  readonly #perMinute: number;
  readonly #whose: string;

  /** @param whose how the refusal names the key: `this address` */
  constructor(perMinute: number, whose: string) {
    this.#limiter = new RateLimiterMemory({ points: perMinute, duration: WINDOW_S });
    this.#perMinute = perMinute;
    this.#whose = whose;
  }

  /** Counts a call. @returns null while calls are left */
  async count(key: string): Promise<Excess | null> {
    try {
      await this.#limiter.consume(key);
      return null;
    } catch (thrown) {
      if (!(thrown instanceof RateLimiterRes)) throw thrown;
      const retryAfterMs = thrown.msBeforeNext;
      const seconds = Math.ceil(retryAfterMs / 1000);
      const refusal = new Failure('RATE_LIMITED', {
        message: `Too many calls in a minute by ${this.#whose}; the next is accepted in ${seconds} s`,
        retryAfterMs,
      });
      return { refusal, isRepeated: thrown.consumedPoints > this.#perMinute + 1 };
    }
  }
}

import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Failure } from '../domain/index.ts';

const WINDOW_S = 60;

/** Calls a minute. */
export interface CallLimits {
  readonly perIdentity: number;
  readonly perAddress: number;
}

/** Counts calls by one kind of key, in this process's memory. */
export class CallCounter {
  readonly #limiter: RateLimiterMemory;
  readonly #whose: string;

  /** @param whose as the refusal names it: `this address` */
  constructor(perMinute: number, whose: string) {
    this.#limiter = new RateLimiterMemory({ points: perMinute, duration: WINDOW_S });
    this.#whose = whose;
  }

  /** Counts a call. @returns the refusal RATE_LIMITED with its wait, or null while there are calls left */
  async count(key: string): Promise<Failure | null> {
    try {
      await this.#limiter.consume(key);
      return null;
    } catch (thrown) {
      if (!(thrown instanceof RateLimiterRes)) throw thrown;
      const retryAfterMs = thrown.msBeforeNext;
      const seconds = Math.ceil(retryAfterMs / 1000);
      return new Failure('RATE_LIMITED', {
        message: `More calls than ${this.#whose} may make in a minute; the next is taken in ${seconds} s`,
        retryAfterMs,
      });
    }
  }
}

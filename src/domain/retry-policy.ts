/** How often and how fast a failed record is tried again. Durations in milliseconds. */
export interface RetryPolicy {
  /** Attempts in all, the first included; at least 1. Default 8. */
  readonly attempts: number;
  /** Wait before the second attempt. Default 1 s. */
  readonly initialMs: number;
  /** Growth from wait to wait, at least 1. Default 2. */
  readonly factor: number;
  /** No wait is longer. Default 5 min. */
  readonly maxMs: number;
  /** Share of the wait that chance adds or takes, 0 to 1; also with it no wait is longer than `maxMs`. Default 0.2. */
  readonly jitter: number;
}

export const defaultRetryPolicy: RetryPolicy = Object.freeze({
  attempts: 8,
  initialMs: 1_000,
  factor: 2,
  maxMs: 300_000,
  jitter: 0.2,
});

/**
 * The wait after a failed attempt, in milliseconds, from zero to `maxMs`. The longest one is spread below `maxMs` alone, over as much
 * as chance takes from it: were it only cut off there, half of all that fails together would come back together.
 * @param attempt the attempt that just failed, counted from 1
 * @param random a number in [0, 1), so that a test can decide it
 */
export function waitAfterAttempt(
  policy: RetryPolicy,
  attempt: number,
  random: () => number = Math.random,
): number {
  const { initialMs, factor, maxMs, jitter } = policy;
  const longest = Math.min(initialMs * factor ** (attempt - 1) * (1 + jitter), maxMs);
  const shortest = (longest * (1 - jitter)) / (1 + jitter);
  return Math.min(Math.round(shortest + (longest - shortest) * random()), maxMs);
}

/** How often and how fast a failed record is retried. Durations are in milliseconds. */
export interface RetryPolicy {
  /** Total attempts, including the first; at least 1. Default 8. */
  readonly attempts: number;
  /** Wait before the second attempt. Default 1 s. */
  readonly initialMs: number;
  /** Factor by which each wait grows, at least 1. Default 2. */
  readonly factor: number;
  /** The longest wait. Default 5 min. */
  readonly maxMs: number;
  /** Random share added to or taken from the wait, 0 to 1; no wait exceeds `maxMs` even so. Default 0.2. */
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
 * Returns the wait after a failed attempt, in milliseconds, from 0 to `maxMs`. The longest wait is spread below `maxMs` as widely
 * as the jitter allows: if it were only capped there, half of all that fail together would be retried at the same moment.
 * @param attempt the attempt that just failed, counted from 1
 * @param random returns a number in [0, 1); tests can replace it
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

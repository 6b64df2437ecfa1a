import type { ErrorStatus, Failure, RetryPolicy } from '../src/domain/index.ts';
import { defaultRetryPolicy, failureCatalogue, waitAfterAttempt } from '../src/domain/index.ts';

/** How actors handle failures, with their clock and random numbers. */
export interface TroublePolicy {
  /** Waits between attempts. `attempts` is ignored, since an outage may last. */
  readonly backoff: RetryPolicy;
  /** Number of unexpected failures (`INTERNAL`) within the window after which restarting does not help. Default 5. */
  readonly unexpectedLimit: number;
  /** Default 60,000. */
  readonly unexpectedWindowMs: number;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
}

export const defaultTroublePolicy: TroublePolicy = Object.freeze({
  backoff: Object.freeze({ ...defaultRetryPolicy, maxMs: 60_000 }),
  unexpectedLimit: 5,
  unexpectedWindowMs: 60_000,
  now: () => Date.now(),
  random: Math.random,
});

/** What an actor remembers about its failures. */
export interface Troubles {
  /** Failures since the last success. */
  readonly attempts: number;
  /** The wait before the next attempt. */
  readonly waitMs: number;
  /** Times of the unexpected failures within the window. A success does not clear them. */
  readonly unexpectedAtMs: readonly number[];
  /** The failure that status shows as `lastError`. */
  readonly lastFailure: Failure | null;
  readonly lastError: ErrorStatus | null;
}

export const noTroubles: Troubles = Object.freeze({
  attempts: 0,
  waitMs: 0,
  unexpectedAtMs: Object.freeze([]),
  lastFailure: null,
  lastError: null,
});

/** Whether an automatic retry is pointless: an operator has to act, or unexpected failures came too often. */
export function needsPerson(troubles: Troubles, policy: TroublePolicy, failure: Failure): boolean {
  return !failure.retryable || isEscalated(troubles, policy, failure);
}

/** Returns the troubles after one more failure, with the next wait and what status shows. */
export function addTrouble(troubles: Troubles, policy: TroublePolicy, failure: Failure): Troubles {
  const attempts = troubles.attempts + 1;
  const backoffMs = waitAfterAttempt(policy.backoff, attempts, policy.random);
  return {
    attempts,
    waitMs: Math.max(backoffMs, failure.retryAfterMs ?? 0),
    unexpectedAtMs: unexpectedWith(troubles, policy, failure),
    lastFailure: failure,
    lastError: errorStatus(
      failure,
      policy.now(),
      isEscalated(troubles, policy, failure)
        ? `Gave up after ${policy.unexpectedLimit} unexpected failures within ${policy.unexpectedWindowMs / 1_000} s: `
        : '',
    ),
  };
}

/**
 * Returns what a success leaves of the troubles. Unexpected failures stay counted: one good batch between them proves
 * nothing.
 */
export function relieve(troubles: Troubles): Troubles {
  return { ...noTroubles, unexpectedAtMs: troubles.unexpectedAtMs };
}

function isEscalated(troubles: Troubles, policy: TroublePolicy, failure: Failure): boolean {
  if (failure.code !== 'INTERNAL') return false;
  return unexpectedWith(troubles, policy, failure).length >= policy.unexpectedLimit;
}

function unexpectedWith(troubles: Troubles, policy: TroublePolicy, failure: Failure): number[] {
  const nowMs = policy.now();
  const recent = troubles.unexpectedAtMs.filter((atMs) => atMs > nowMs - policy.unexpectedWindowMs);
  return failure.code === 'INTERNAL' ? [...recent, nowMs] : recent;
}

function errorStatus(failure: Failure, atMs: number, prefix: string): ErrorStatus {
  const { code, stage, message } = failure;
  return { code, stage, message: prefix + message, remedy: failureCatalogue[code].remedy, atMs };
}

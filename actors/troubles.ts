import type { ErrorStatus, Failure, RetryPolicy } from '../src/domain/index.ts';
import { defaultRetryPolicy, failureCatalogue, waitAfterAttempt } from '../src/domain/index.ts';

/** How actors take failures, and the clock and dice that they do it with. */
export interface TroublePolicy {
  /** Waits between attempts; `attempts` is not looked at, since an outage may last. */
  readonly backoff: RetryPolicy;
  /** So many unexpected failures (`INTERNAL`) within the window mean that restarting does not help. Default 5. */
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
  now: Date.now,
  random: Math.random,
});

/** What an actor remembers of its failures. */
export interface Troubles {
  /** Failures since the last success. */
  readonly attempts: number;
  /** The wait before the next attempt. */
  readonly waitMs: number;
  /** When unexpected failures happened, those outside the window left out. A success does not clear it. */
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

/** True when trying again by itself is pointless: a person is needed, or the same defect came up too often. */
export function needsPerson(troubles: Troubles, policy: TroublePolicy, failure: Failure): boolean {
  return !failure.retryable || isEscalated(troubles, policy, failure);
}

/** The troubles after one more failure: its wait, and what status shows. */
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

/** What a success leaves of the troubles. Unexpected failures stay counted: one good batch between them proves nothing. */
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

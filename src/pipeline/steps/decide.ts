import type { RetryPolicy, Verdict } from '../../domain/index.ts';
import { Failure, waitAfterAttempt } from '../../domain/index.ts';
import type { Outcome } from '../../connector-api/index.ts';
import type { MappedItem } from '../item.ts';
import type { Lane } from '../lane.ts';
import { FORCED } from '../map-in-place.ts';

/** Time for the flow's other lane to read the edit that was made in the target meanwhile. */
const CHANGED_WAIT_MS = 500;

/**
 * Decides without asking the target whether a record has to be delivered.
 * - of a thing that a person wants written again: null
 * - older than the applied version: superseded, unless it is an event that a person replays
 * - an event that was applied before, or content that the target is known to hold: unchanged
 * - anything else: null, it has to be delivered
 */
export function verdictBefore(
  item: MappedItem,
  { semantics, twoWay = null }: Pick<Lane, 'semantics'> & Partial<Pick<Lane, 'twoWay'>>,
): Verdict | null {
  const { applied } = item.claim;
  if (!applied || applied.hash === FORCED) return null;
  // Several keys of a merged thing come in any order; the reconciliation knows which record of each was read.
  if (twoWay && item.claim.decided) return null;
  if (item.record.version < applied.version) {
    // A person who replays an event wants exactly this event, whatever came after it.
    return semantics === 'event' && item.deadLetterId !== null ? null : { kind: 'superseded' };
  }
  // The reconciliation decides in a two-way flow: others write to the target too, so what this lane last applied says little.
  if (twoWay) return null;
  const held =
    semantics === 'event'
      ? item.record.version === applied.version
      : item.hash === applied.hash && !item.replacesDoubtful;
  return held ? { kind: 'unchanged' } : null;
}

/** Decides from the target's outcome what happens to a record after attempt number `attempt`. */
export function verdictAfter(
  outcome: Exclude<Outcome, { kind: 'unreached' }>,
  attempt: number,
  policy: RetryPolicy,
  random?: () => number,
): Verdict {
  if (outcome.kind === 'changed') return { kind: 'wait', dueAtMs: Date.now() + CHANGED_WAIT_MS };
  if (outcome.kind !== 'failed') return { kind: outcome.kind };
  const { failure } = outcome;
  if (!failure.retryable) return { kind: 'dead-letter', failure };
  if (attempt >= policy.attempts)
    return { kind: 'dead-letter', failure: exhausted(failure, attempt) };
  const waitMs = failure.retryAfterMs ?? waitAfterAttempt(policy, attempt, random);
  return { kind: 'retry', waitMs, failure };
}

function exhausted(last: Failure, attempts: number): Failure {
  return new Failure('ATTEMPTS_EXHAUSTED', {
    message: `Failed ${attempts} times, the last time with ${last.code}: ${last.message}`,
    details: { lastCode: last.code, ...last.details },
    cause: last,
  });
}

import type { Failure } from './failure.ts';

/**
 * What happens to a record after an attempt.
 * - `applied`: the target holds this version now.
 * - `unchanged`: the target already held this content; nothing was written.
 * - `echo`: the hub itself wrote this content into the source; it goes no further.
 * - `superseded`: a newer version was applied or follows; this one is not needed.
 * - `retry`: failed for a transient reason; parked, and tried again after `waitMs`.
 * - `wait`: not tried, so no attempt counts: an earlier record of its key is parked, its key is paused, or the target became
 *   unavailable before its turn. Parked until `dueAtMs`; when that is null, until what it waits for is over.
 * - `dead-letter`: cannot be delivered; kept with its reason until replayed or discarded.
 */
export type Verdict =
  | { readonly kind: 'applied' }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'echo' }
  | { readonly kind: 'superseded' }
  | { readonly kind: 'retry'; readonly waitMs: number; readonly failure: Failure }
  | { readonly kind: 'wait'; readonly dueAtMs: number | null }
  | { readonly kind: 'dead-letter'; readonly failure: Failure };

/** The number of records of a lane by verdict. Every record ends exactly once, and once more for each replay. */
export interface VerdictCounts {
  readonly applied: number;
  readonly unchanged: number;
  readonly superseded: number;
  /** Records that returned the hub's own writes, in two-way flows. */
  readonly echoed: number;
  readonly deadLettered: number;
}

export const noVerdicts: VerdictCounts = Object.freeze({
  applied: 0,
  unchanged: 0,
  superseded: 0,
  echoed: 0,
  deadLettered: 0,
});

import type { Failure } from './failure.ts';

/**
 * What happens to a record after an attempt.
 * - `applied`: the target holds this version now.
 * - `unchanged`: the target held this content already; nothing was written.
 * - `echo`: the hub wrote this content into the source itself; it goes no further.
 * - `superseded`: a newer version was applied or stands behind it; this one is not needed.
 * - `retry`: failed for a reason that passes; parked, and tried again after `waitMs`.
 * - `wait`: not tried, so no attempt counts: an earlier record of its key is parked, its key is paused, or the target went away
 *   before its turn. Parked until `dueAtMs`, or, when that is null, until what it waits for is over.
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

/** How many records of a lane came to which end; every record ends exactly once, a replayed one once more. */
export interface VerdictCounts {
  readonly applied: number;
  readonly unchanged: number;
  readonly superseded: number;
  /** What came back of the hub's own writing, in two-way flows. */
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

import type { Difference } from './dead-letter.ts';
import type { FailureCode } from './failure-catalogue.ts';
import type { Operation } from './record.ts';
import type { Version } from './version.ts';

/**
 * What would happen to a record in one lane.
 * - `create`: the target would get it for the first time, as far as the hub knows. `change`: it would get a newer content.
 * - `unchanged`: the target got this content already, or the mapping leaves the record out.
 * - `superseded`: a newer version went to the target, or stands behind it in the plan.
 * - `wait`: it would wait behind a parked record of its key, or for a paused key.
 * - `reject`: it would be a dead letter.
 */
export type PlannedEffect =
  'create' | 'change' | 'delete' | 'unchanged' | 'superseded' | 'wait' | 'reject';

/**
 * What differences are against.
 * - `nothing`: the thing is new. `sent`: what the target got last. `planned`: an earlier version in the same plan.
 * - `remapped`: what the target got last, mapped anew, since the mapping has changed or a person had edited it.
 * - `target`: what the target holds now. `unknown`: nothing, since nobody knows what the target holds.
 * - `none`: there are no differences to tell.
 */
export type PlannedBasis =
  'none' | 'nothing' | 'sent' | 'remapped' | 'planned' | 'target' | 'unknown';

/** What would happen to one record in one lane, or to a row that cannot be a record. */
export interface PlannedRecord {
  /** Null for a row. */
  readonly lane: string | null;
  readonly effect: PlannedEffect;
  /** Null for a row. */
  readonly key: string | null;
  /** Where a row stands in its source; null for a record. */
  readonly position: string | null;
  readonly version: Version | null;
  readonly operation: Operation | null;
  /** The thing's id in the target; null when the hub knows none. */
  readonly externalId: string | null;
  /** Null unless it would be rejected. */
  readonly code: FailureCode | null;
  /** Why it would be rejected, would wait, or drifted; else null. */
  readonly reason: string | null;
  readonly basis: PlannedBasis;
  readonly differences: readonly Difference[];
  /** The hub would leave it alone, yet the target does not hold what the hub sent. */
  readonly drifted: boolean;
}

/** Records by effect; `drifted` are part of those left alone. */
export type PlannedCounts = Readonly<Record<PlannedEffect | 'drifted', number>>;

export interface FieldCount {
  /** Dotted path. */
  readonly path: string;
  readonly records: number;
}

/** One lane's part of a plan. */
export interface PlannedLane {
  readonly name: string;
  readonly connector: string;
  readonly entity: string;
  readonly counts: PlannedCounts;
  /** How many changes touch which field, most frequent first. */
  readonly fields: readonly FieldCount[];
  /** Records on their way already, which come before what is planned and are not part of it. */
  readonly backlog: number;
  readonly parked: number;
  /** Whether the target was asked what it holds. */
  readonly againstTarget: boolean;
}

/** The whole of a plan. */
export interface PlanSummary {
  readonly stream: string;
  /** Rows that the source gave. */
  readonly read: number;
  /** Of these, rows read again by the overlap and stored already. */
  readonly skipped: number;
  /** Of these, rows that cannot be records. */
  readonly rejected: number;
  /** False when the limit came before the source's end. */
  readonly complete: boolean;
  readonly lanes: readonly PlannedLane[];
}

/** A plan tells these as it finds them, the summary last. */
export type PlanEvent =
  | { readonly kind: 'progress'; readonly read: number }
  | { readonly kind: 'record'; readonly record: PlannedRecord }
  | { readonly kind: 'summary'; readonly summary: PlanSummary };

/** Which plan is wanted. */
export interface PlanRequest {
  readonly stream: string;
  /** Null: all lanes of the stream. */
  readonly lane: string | null;
  /** Rows read at most. */
  readonly limit: number;
  /** From the source's beginning instead of where the last run ended. */
  readonly fromStart: boolean;
  /** Records told per lane and effect. */
  readonly details: number;
  /** Compare with what the targets hold now, where they can be asked. */
  readonly againstTargets: boolean;
}

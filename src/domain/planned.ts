import type { Difference } from './dead-letter.ts';
import type { FailureCode } from './failure-catalogue.ts';
import type { Operation } from './record.ts';
import type { Version } from './version.ts';

/**
 * What would happen to a record in one lane.
 * - `create`: the target would get it for the first time, as far as the hub knows. `change`: it would get newer content.
 * - `unchanged`: the target already got this content, or the mapping leaves the record out.
 * - `superseded`: the target got a newer version, or a newer one follows in the plan.
 * - `wait`: it would wait behind a parked record of its key, or for a paused key.
 * - `reject`: it would become a dead letter.
 */
export type PlannedEffect =
  'create' | 'change' | 'delete' | 'unchanged' | 'superseded' | 'wait' | 'reject';

/**
 * What the differences are compared with.
 * - `nothing`: the thing is new. `sent`: the content last sent to the target. `planned`: an earlier version in the same plan.
 * - `remapped`: the content last sent, mapped again, since the mapping has changed or a person had edited it.
 * - `target`: the target's current content. `unknown`: nothing, since the target's content is not known.
 * - `none`: no differences are reported.
 */
export type PlannedBasis =
  'none' | 'nothing' | 'sent' | 'remapped' | 'planned' | 'target' | 'unknown';

/** What would happen to one record in one lane, or to a row that cannot become a record. */
export interface PlannedRecord {
  /** Null for a row. */
  readonly lane: string | null;
  readonly effect: PlannedEffect;
  /** Null for a row. */
  readonly key: string | null;
  /** Position of a row in its source; null for a record. */
  readonly position: string | null;
  readonly version: Version | null;
  readonly operation: Operation | null;
  /** The thing's id in the target; null when the hub knows none. */
  readonly externalId: string | null;
  /** Null unless it would be rejected. */
  readonly code: FailureCode | null;
  /** Why it would be rejected, would wait, or has drifted; null otherwise. */
  readonly reason: string | null;
  readonly basis: PlannedBasis;
  readonly differences: readonly Difference[];
  /** Whether the target no longer holds what the hub sent, although the hub would send nothing. */
  readonly drifted: boolean;
}

/** Records by effect; `drifted` counts some of those that would not be sent. */
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
  /** The number of changes per field, most frequent first. */
  readonly fields: readonly FieldCount[];
  /** Records already in the lane. They go before the planned ones and are not part of the plan. */
  readonly backlog: number;
  readonly parked: number;
  /** Whether the target was asked for its current content. */
  readonly againstTarget: boolean;
}

/** The summary of a plan. */
export interface PlanSummary {
  readonly stream: string;
  /** Rows read from the source. */
  readonly read: number;
  /** Of these, rows that the overlap read again and that are already stored. */
  readonly skipped: number;
  /** Of these, rows that cannot become records. */
  readonly rejected: number;
  /** False when the limit was reached before the source's end. */
  readonly complete: boolean;
  readonly lanes: readonly PlannedLane[];
}

/** The events of a plan, in the order in which they are found; the summary comes last. */
export type PlanEvent =
  | { readonly kind: 'progress'; readonly read: number }
  | { readonly kind: 'record'; readonly record: PlannedRecord }
  | { readonly kind: 'summary'; readonly summary: PlanSummary };

/** A request for a plan. */
export interface PlanRequest {
  readonly stream: string;
  /** Null for all lanes of the stream. */
  readonly lane: string | null;
  /** Maximum number of rows to read. */
  readonly limit: number;
  /** Start at the source's beginning instead of where the last run ended. */
  readonly fromStart: boolean;
  /** Maximum number of records to report per lane and effect. */
  readonly details: number;
  /** Compare with the targets' current content, where they can be asked. */
  readonly againstTargets: boolean;
}

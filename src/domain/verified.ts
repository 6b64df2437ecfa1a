import type { Difference } from './dead-letter.ts';
import type { Version } from './version.ts';

/**
 * The result for a record or thing when source and target are compared.
 * - `missing`: the source has it, the target does not. `different`: both have it, with another content.
 * - `surplus`: the target has it, the source does not.
 * - `waiting`: they differ, but a version is pending: in the lane's backlog, parked, a dead letter, or not read yet.
 * - `rejected`: the source's record cannot be delivered as it is.
 */
export type Finding = 'missing' | 'different' | 'surplus' | 'waiting' | 'rejected';

/** One finding in one lane. */
export interface VerifiedRecord {
  readonly lane: string;
  readonly finding: Finding;
  /** Key in the source; null for `surplus`. */
  readonly key: string | null;
  /** Id in the target; null when it is not known. */
  readonly externalId: string | null;
  /** Null for `surplus`. */
  readonly version: Version | null;
  /** Why it waits or cannot be delivered; null otherwise. */
  readonly reason: string | null;
  /** The target's content compared with what it should be; only for `different`. */
  readonly differences: readonly Difference[];
}

/**
 * Number of records by result.
 * - `same`: source and target agree. `leftOut`: the mapping leaves it out.
 * - `superseded`: the target got a newer version than the source returned, for example when the source changes meanwhile.
 * - `unchecked`: the target cannot be asked. `repaired`: of the missing and different ones, those that were sent again.
 */
export type VerifiedCounts = Readonly<
  Record<Finding | 'same' | 'leftOut' | 'superseded' | 'unchecked' | 'repaired', number>
>;

/** The result for one lane. */
export interface VerifiedLane {
  readonly name: string;
  readonly connector: string;
  readonly entity: string;
  readonly counts: VerifiedCounts;
  /** Whether the target was asked for all its keys; otherwise surplus things are not detected. */
  readonly surplusChecked: boolean;
}

/** The summary of a comparison. */
export interface VerifySummary {
  readonly stream: string;
  /** Rows read from the source. */
  readonly read: number;
  /** Of these, rows that cannot become records. */
  readonly rejected: number;
  /** False when the limit was reached before the source's end. */
  readonly complete: boolean;
  readonly lanes: readonly VerifiedLane[];
}

/** The events of a comparison, in the order in which they are found; the summary comes last. */
export type VerifyEvent =
  | { readonly kind: 'progress'; readonly read: number; readonly listed: number }
  | { readonly kind: 'record'; readonly record: VerifiedRecord }
  | { readonly kind: 'summary'; readonly summary: VerifySummary };

/** A request for a comparison. */
export interface VerifyRequest {
  readonly stream: string;
  /** Null for all lanes of the stream. */
  readonly lane: string | null;
  /** Maximum number of rows to read. */
  readonly limit: number;
  /** Maximum number of records to report per lane and finding. */
  readonly details: number;
  /** Send missing and different records again. */
  readonly repair: boolean;
}

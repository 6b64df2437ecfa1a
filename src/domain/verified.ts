import type { Difference } from './dead-letter.ts';
import type { Version } from './version.ts';

/**
 * What is told of a record or a thing when source and target are compared.
 * - `missing`: the source has it, the target does not. `different`: both have it, with another content.
 * - `surplus`: the target has it, the source does not.
 * - `waiting`: they differ, but a version is on its way: in the lane's backlog, parked, a dead letter, or not read yet.
 * - `rejected`: the source's record cannot be delivered as it is.
 */
export type Finding = 'missing' | 'different' | 'surplus' | 'waiting' | 'rejected';

/** One finding in one lane. */
export interface VerifiedRecord {
  readonly lane: string;
  readonly finding: Finding;
  /** In the source; null for what is surplus. */
  readonly key: string | null;
  /** In the target; null when it is not known. */
  readonly externalId: string | null;
  /** Null for what is surplus. */
  readonly version: Version | null;
  /** Why it waits or cannot be delivered; else null. */
  readonly reason: string | null;
  /** What the target holds, and what it should hold; of what is `different` alone. */
  readonly differences: readonly Difference[];
}

/**
 * Records by what was found.
 * - `same`: source and target agree. `leftOut`: the mapping leaves it out.
 * - `superseded`: the target got a newer version than the source showed, as when the source changes meanwhile.
 * - `unchecked`: the target cannot be asked. `repaired`: of the missing and different ones, those that were sent again.
 */
export type VerifiedCounts = Readonly<
  Record<Finding | 'same' | 'leftOut' | 'superseded' | 'unchecked' | 'repaired', number>
>;

/** One lane's part. */
export interface VerifiedLane {
  readonly name: string;
  readonly connector: string;
  readonly entity: string;
  readonly counts: VerifiedCounts;
  /** Whether the target was asked for all its keys; else nothing is known of surplus ones. */
  readonly surplusChecked: boolean;
}

/** The whole of a comparison. */
export interface VerifySummary {
  readonly stream: string;
  /** Rows that the source gave. */
  readonly read: number;
  /** Of these, rows that cannot be records. */
  readonly rejected: number;
  /** False when the limit came before the source's end. */
  readonly complete: boolean;
  readonly lanes: readonly VerifiedLane[];
}

/** Told as it is found, the summary last. */
export type VerifyEvent =
  | { readonly kind: 'progress'; readonly read: number; readonly listed: number }
  | { readonly kind: 'record'; readonly record: VerifiedRecord }
  | { readonly kind: 'summary'; readonly summary: VerifySummary };

/** Which comparison is wanted. */
export interface VerifyRequest {
  readonly stream: string;
  /** Null: all lanes of the stream. */
  readonly lane: string | null;
  /** Rows read at most. */
  readonly limit: number;
  /** Records told per lane and finding. */
  readonly details: number;
  /** Send again what is missing or different. */
  readonly repair: boolean;
}

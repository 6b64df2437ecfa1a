import type { FailureCode } from './failure-catalogue.ts';
import type { StoredRecord } from './record.ts';
import type { LaneState } from './status.ts';
import type { Version } from './version.ts';

/** One thing's id in one system, or in a shared key space. */
export interface LinkedId {
  /** Empty for a shared key space. */
  readonly connector: string;
  readonly entity: string;
  readonly externalId: string;
}

/** An id, and whether another of its system stays in its place: the hub knows what it means, but writes under the other. */
export interface KnownId extends LinkedId {
  readonly gaveWay: boolean;
}

/**
 * Where a thing is in a lane, the most pressing first where several hold.
 * - `paused`: a person paused its key, and something waits for that.
 * - `dead-letter`: its newest failure waits for a person. `parked`: set aside, tried again by itself.
 * - `backlog`: a version stands in the log and the lane has yet to take it.
 * - `delivered`: the target holds the newest version that the lane has seen.
 * - `nowhere`: the lane has nothing of it, as when its mapping leaves it out.
 */
export type RecordPlace = 'paused' | 'dead-letter' | 'parked' | 'backlog' | 'delivered' | 'nowhere';

/** What the log of one stream holds of a thing. */
export interface RecordInLog {
  readonly stream: string;
  readonly key: string;
  /** Newest first, the newest few. */
  readonly versions: readonly StoredRecord[];
  /** How many the log holds in all. */
  readonly totalVersions: number;
}

/** What a target got last of a thing. */
export interface AppliedVersion {
  readonly seq: number;
  readonly version: Version;
  /** When the hub had stored that version; null when the log does not hold it any more. */
  readonly storedAtMs: number | null;
  readonly deleted: boolean;
}

/** A version that a lane has set aside. */
export interface ParkedVersion {
  readonly seq: number;
  readonly version: Version;
  /** Attempts that failed. */
  readonly attempts: number;
  /** Null while it waits for another record or for its paused key. */
  readonly dueAtMs: number | null;
  /** The last failed attempt; null before the first. */
  readonly last: { readonly code: FailureCode; readonly message: string } | null;
  /** The dead letter that is replayed by it. */
  readonly deadLetterId: string | null;
}

export interface OpenDeadLetter {
  readonly id: string;
  readonly code: FailureCode;
  readonly reason: string;
  readonly buriedAtMs: number;
  readonly version: Version;
}

/** Where a thing is in one lane. */
export interface RecordInLane {
  readonly lane: string;
  readonly key: string;
  readonly place: RecordPlace;
  readonly laneState: LaneState;
  readonly externalId: string | null;
  /** Null before the first time. */
  readonly applied: AppliedVersion | null;
  /** Versions in the log that the lane has yet to take. */
  readonly backlog: number;
  /** Oldest first; twenty at most. */
  readonly parked: readonly ParkedVersion[];
  readonly paused: boolean;
  /** Newest first; twenty at most. */
  readonly deadLetters: readonly OpenDeadLetter[];
}

/** One thing across all systems. */
export interface Whereabouts {
  /** Null while no lane has linked it. */
  readonly masterKey: string | null;
  readonly links: readonly KnownId[];
  readonly streams: readonly RecordInLog[];
  readonly lanes: readonly RecordInLane[];
}

/** Which thing is meant, and how much is told of it. */
export interface RecordQuestion {
  readonly by:
    | {
        readonly kind: 'id';
        readonly id: string;
        /** Null: any. */
        readonly connector: string | null;
        readonly entity: string | null;
      }
    | { readonly kind: 'master-key'; readonly masterKey: string };
  /** Versions told per stream. */
  readonly versions: number;
}

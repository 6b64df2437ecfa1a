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

/** A known id. When it gave way to another id of the same system, the hub still resolves it but writes under the other. */
export interface KnownId extends LinkedId {
  readonly gaveWay: boolean;
}

/**
 * Where a thing is in a lane; when several apply, the first in this list.
 * - `paused`: a person paused its key, and something waits for that.
 * - `dead-letter`: its newest failure needs a person. `parked`: set aside, retried automatically.
 * - `backlog`: a version is in the log and the lane has not taken it yet.
 * - `delivered`: the target holds the newest version that the lane has seen.
 * - `nowhere`: the lane has nothing of it, for example when its mapping leaves it out.
 */
export type RecordPlace = 'paused' | 'dead-letter' | 'parked' | 'backlog' | 'delivered' | 'nowhere';

/** The versions of a thing in the log of one stream. */
export interface RecordInLog {
  readonly stream: string;
  readonly key: string;
  /** The newest few, newest first. */
  readonly versions: readonly StoredRecord[];
  /** The number of versions in the log. */
  readonly totalVersions: number;
  /** Whether its versions are times; false also if the log holds none that tells. */
  readonly versionsAreTimes: boolean;
}

/** The version of a thing that was last delivered to a target. */
export interface AppliedVersion {
  readonly seq: number;
  readonly version: Version;
  /** When the hub stored that version; null when the log no longer holds it. */
  readonly storedAtMs: number | null;
  readonly deleted: boolean;
}

/** A parked version. */
export interface ParkedVersion {
  readonly seq: number;
  readonly version: Version;
  /** Number of failed attempts. */
  readonly attempts: number;
  /** Null while it waits for another record or for its paused key. */
  readonly dueAtMs: number | null;
  /** The last failed attempt; null before the first. */
  readonly last: { readonly code: FailureCode; readonly message: string } | null;
  /** The dead letter that it replays; null for none. */
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
  /** Null before the first delivery. */
  readonly applied: AppliedVersion | null;
  /** Versions in the log that the lane has not taken yet. */
  readonly backlog: number;
  /** At most twenty, oldest first. */
  readonly parked: readonly ParkedVersion[];
  readonly paused: boolean;
  /** At most twenty, newest first. */
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

/** A request for the whereabouts of a thing. */
export interface RecordQuestion {
  readonly by:
    | {
        readonly kind: 'id';
        readonly id: string;
        /** Null for any. */
        readonly connector: string | null;
        readonly entity: string | null;
      }
    | { readonly kind: 'master-key'; readonly masterKey: string };
  /** Maximum number of versions to report per stream. */
  readonly versions: number;
}

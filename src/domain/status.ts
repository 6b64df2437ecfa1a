import type { FailureCode } from './failure-catalogue.ts';
import type { Stage } from './failure.ts';
import type { VerdictCounts } from './verdict.ts';

/**
 * `unavailable`: the circuit is open, so nothing calls the system; it is probed automatically. `trial`: the probe succeeded, and
 * one lane or stream tests whether the system does its work again.
 */
export type ConnectorState = 'checking' | 'ready' | 'unavailable' | 'trial' | 'paused' | 'failed';
/**
 * `held`: its connector's circuit is open, or the connector has failed. `blocked`: the stream is full or the bus is unavailable, so reading waits. `failed`:
 * it gave up and needs a person.
 */
export type StreamState = 'idle' | 'reading' | 'waiting' | 'held' | 'blocked' | 'paused' | 'failed';
/** `waiting`: failed for a transient reason, will be retried automatically. `held` as for streams. */
export type LaneState = 'running' | 'waiting' | 'held' | 'paused' | 'failed';

/** `late`: its oldest waiting record is older than the lane's `lateAfter`. */
export type LaneHealth = 'ok' | 'late';

export interface ErrorStatus {
  readonly code: FailureCode;
  readonly stage: Stage;
  readonly message: string;
  readonly remedy: string;
  readonly atMs: number;
}

export interface ConnectorStatus {
  readonly name: string;
  readonly kind: string;
  readonly state: ConnectorState;
  readonly sinceMs: number;
  readonly lastError: ErrorStatus | null;
  /** Webhooks refused since the hub started: forged, stale, too large, too many. */
  readonly refusedWebhooks: number;
}

/** One poll of a source, finished or in progress. */
export interface RunStatus {
  readonly startedAtMs: number;
  /** Null while it is in progress. */
  readonly finishedAtMs: number | null;
  /** Rows read from the source. */
  readonly read: number;
  /** Records stored in the stream. */
  readonly stored: number;
  /** Rows that the overlap window read again and that were already known. */
  readonly skipped: number;
  /** Rows that could not become records; they became dead letters at intake. */
  readonly rejected: number;
}

/** The state of a stream's schedule. */
export interface ScheduleStatus {
  /** One line, such as `every 5m, mon-fri 08:00-18:00 Europe/Berlin`. */
  readonly text: string;
  /** The most recent due time; null before the first. */
  readonly lastDueAtMs: number | null;
  /** Runs that the schedule has started, without those that made up for skipped times. */
  readonly ordered: number;
  /** Due times that passed while no hub was running. */
  readonly missed: number;
  /**
   * Due times at which no run could begin: the previous one was still in progress, or the stream was paused, held or had failed. In the
   * latter cases one run makes up for all of them.
   */
  readonly skipped: number;
}

/**
 * How far a stream that captures changes is behind its source. `snapshot`: the source's initial content is being read;
 * `deletions`: it was read anew, and things that it no longer holds are deleted;
 * `changes`: changes are read as they happen. `none`: the source keeps nothing for it, since it never began or that was lost.
 */
export interface ChangeLag {
  readonly phase: 'none' | 'snapshot' | 'deletions' | 'changes';
  /** Bytes of the source's change log that are not stored yet, including those of other tables. */
  readonly behindBytes: number;
  /** Time since the hub last had everything; null when that is not known. */
  readonly behindMs: number | null;
  /** Bytes that the source retains on its disk for this stream. */
  readonly retainedBytes: number;
  /** In the phase `deletions`: known keys that were compared with the source so far. Otherwise 0. */
  readonly comparedKeys: number;
  /** `late`: further behind than the stream allows, or the changes were lost. */
  readonly health: 'ok' | 'late';
}

/** Records that a system sent by webhook or push. */
export interface ArrivalStatus {
  /** Records stored, or hints noted. */
  readonly accepted: number;
  /** Repeats of known deliveries, not stored again. */
  readonly duplicates: number;
  /** Rows that could not become records; kept as dead letters. */
  readonly rejected: number;
}

export interface StreamStatus {
  readonly name: string;
  readonly connector: string;
  readonly entity: string;
  readonly state: StreamState;
  readonly sinceMs: number;
  /** Records and bytes that the stream holds now (log and backlog). */
  readonly records: number;
  readonly bytes: number;
  readonly lastRun: RunStatus | null;
  /** Sums over all runs since the stream was created. */
  readonly totals: Pick<RunStatus, 'read' | 'stored' | 'skipped' | 'rejected'>;
  /** Null for a stream that polls, and until the source has been asked. */
  readonly changes: ChangeLag | null;
  /** Deliveries by webhook or push since the stream was created. */
  readonly arrivals: ArrivalStatus;
  /** Null without a schedule. */
  readonly nextRunAtMs: number | null;
  /** Null without a schedule. */
  readonly schedule: ScheduleStatus | null;
  readonly lastError: ErrorStatus | null;
}

export interface LaneStatus {
  /** `<stream>/<target connector>`. */
  readonly name: string;
  readonly stream: string;
  readonly connector: string;
  readonly entity: string;
  readonly state: LaneState;
  readonly sinceMs: number;
  /** Position in the stream up to which everything is settled. */
  readonly settledSeq: number;
  /** Records stored and not yet settled. */
  readonly backlog: number;
  /** Parked records: they wait for their next attempt, behind an earlier record of their key, or for a paused key. */
  readonly parked: number;
  /** Of these, records of keys that a person has paused. */
  readonly pausedRecords: number;
  /** Age in milliseconds of the oldest record in the backlog or parked; null when nothing waits. */
  readonly oldestWaitingMs: number | null;
  readonly health: LaneHealth;
  /** Records settled in the last minute. */
  readonly settledPerMinute: number;
  readonly counts: VerdictCounts;
  /** Versions that newer ones replaced in the log before the lane reached them. */
  readonly conflated: number;
  readonly lastSettledAtMs: number | null;
  readonly lastError: ErrorStatus | null;
}

import type { FailureCode } from './failure-catalogue.ts';
import type { Stage } from './failure.ts';
import type { VerdictCounts } from './verdict.ts';

/**
 * `unavailable`: the circuit is open, nobody calls the system; it is probed again by itself. `trial`: the probe went well, and one
 * lane or stream tries whether the system does its work again.
 */
export type ConnectorState = 'checking' | 'ready' | 'unavailable' | 'trial' | 'paused' | 'failed';
/**
 * `held`: its connector's circuit is open. `blocked`: the stream is full or the bus is away, reading waits. `failed`: gave up, a
 * person is needed.
 */
export type StreamState = 'idle' | 'reading' | 'waiting' | 'held' | 'blocked' | 'paused' | 'failed';
/** `waiting`: failed for a reason that passes, tried again by itself. `held`: its connector's circuit is open. */
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
  /** Webhooks turned away since the hub started: forged, stale, too large, too many. */
  readonly refusedWebhooks: number;
}

/** One poll of a source, finished or under way. */
export interface RunStatus {
  readonly startedAtMs: number;
  /** Null while it is under way. */
  readonly finishedAtMs: number | null;
  /** Rows that the source gave. */
  readonly read: number;
  /** Records stored in the stream. */
  readonly stored: number;
  /** Rows read again by the overlap window and known already. */
  readonly skipped: number;
  /** Rows that could not become records, dead-lettered at intake. */
  readonly rejected: number;
}

/** How a stream's schedule goes. */
export interface ScheduleStatus {
  /** In one line, as `every 5m, mon-fri 08:00-18:00 Europe/Berlin`. */
  readonly text: string;
  /** The newest time that has passed; null before the first. */
  readonly lastDueAtMs: number | null;
  /** Runs that it ordered. */
  readonly ordered: number;
  /** Times that passed while no hub was at work. */
  readonly missed: number;
  /** Times that were skipped because the run before was still at work. */
  readonly skipped: number;
}

/**
 * How far a stream that captures changes is behind its source. `snapshot`: what the source held when it began is being read;
 * `changes`: they are told as they happen. `none`: the source keeps nothing for it, since it never began or that was lost.
 */
export interface ChangeLag {
  readonly phase: 'none' | 'snapshot' | 'changes';
  /** Bytes of the source's change log that are not stored yet, those of other tables included. */
  readonly behindBytes: number;
  /** How long ago the hub had everything; null when that is not known. */
  readonly behindMs: number | null;
  /** Bytes that the source keeps on its disk for this stream. */
  readonly retainedBytes: number;
  /** `late`: more than the stream allows, or lost. */
  readonly health: 'ok' | 'late';
}

/** Records that a system brought by itself. */
export interface ArrivalStatus {
  /** Stored, or hints noted. */
  readonly accepted: number;
  /** Known before, and not stored again. */
  readonly duplicates: number;
  /** Could not be records; kept as dead letters. */
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
  /** Sums over all runs since the stream exists. */
  readonly totals: Pick<RunStatus, 'read' | 'stored' | 'skipped' | 'rejected'>;
  /** Null for a stream that polls, and before the source was asked. */
  readonly changes: ChangeLag | null;
  /** What its source's system brought by itself, by webhook or push, since the stream exists. */
  readonly arrivals: ArrivalStatus;
  /** Null without a schedule. */
  readonly nextRunAtMs: number | null;
  /** Null without one. */
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
  /** Records set aside: they wait for their next attempt, behind an earlier one of their key, or for a paused key. */
  readonly parked: number;
  /** Of these, records of keys that a person has paused. */
  readonly pausedRecords: number;
  /** Age of the oldest record of the backlog or parked, milliseconds. Null when nothing waits. */
  readonly oldestWaitingMs: number | null;
  readonly health: LaneHealth;
  /** Records settled in the last minute. */
  readonly settledPerMinute: number;
  readonly counts: VerdictCounts;
  /** Versions that newer ones had taken the place of in the log before the lane came to them. */
  readonly conflated: number;
  readonly lastSettledAtMs: number | null;
  readonly lastError: ErrorStatus | null;
}

import type {
  Closing,
  Failure,
  FailedAttempt,
  RecordOutcome,
  RejectedRow,
  SourceRecord,
  StoredRecord,
  VerdictCounts,
} from '../domain/index.ts';
import type { TwoWaySettlement } from './two-way/index.ts';

/** What the hub knows about a source key when a lane takes its record. */
export interface Claim {
  readonly masterKey: string;
  /** The thing's id in the lane's target; null while it is not linked. */
  readonly externalId: string | null;
  /** What this lane last applied for the thing; null before the first time. */
  readonly applied: AppliedState | null;
  /** Absent for the many things that no person has merged or split. */
  readonly decided?: Decided;
}

/** A person's decision about a thing, made by merging it with another or by splitting it. Several keys may belong to it. */
export interface Decided {
  /** Whether another key of its source replaces this one. */
  readonly gaveWay: boolean;
  /** Ids in the lane's target that belong to other things, so they do not match. */
  readonly parted: readonly string[];
}

/** What the hub knows about a key, read without changing anything. */
export interface KeyState {
  /** Null when the hub does not know the key. */
  readonly claim: Claim | null;
  /** Whether the lane has parked records of the key. */
  readonly parked: boolean;
  /** Whether a person has paused the key in the lane. */
  readonly paused: boolean;
}

export interface AppliedState {
  readonly version: number;
  readonly seq: number;
  /** Hash of the mapped document and operation that the target holds. */
  readonly hash: string;
}

/** A record whose state in the target is to be stored. */
export interface SettledRecord extends AppliedState {
  readonly masterKey: string;
  readonly externalId: string;
  /** True when the lane knows of no earlier record of the thing, which saves a lookup. */
  readonly isFirst: boolean;
}

/** A record that a lane has parked, to try it again or until it no longer has to wait. */
export interface ParkedRecord {
  /** Its seq is unique in the lane. */
  readonly record: StoredRecord;
  /** When it is tried again; null while it waits behind an earlier record of its key, or its key is paused. */
  readonly dueAtMs: number | null;
  /** Failed attempts so far. */
  readonly attempts: number;
  readonly history: readonly FailedAttempt[];
  /** The dead letter that it replays; null for none. */
  readonly deadLetterId: string | null;
}

/** A parked record without its content, as a lane keeps it in memory. */
export interface ParkedPlace {
  readonly seq: number;
  readonly key: string;
  readonly version: number;
  readonly storedAtMs: number;
  readonly dueAtMs: number | null;
  readonly deadLetterId: string | null;
  /** Present only for a traced record. Lost on a restart. */
  readonly traceParent?: string;
}

/** A record that could not be delivered, or a row that could not become a record. */
export interface Burial {
  readonly stream: string;
  /** Null when it failed at intake, before it reached a lane. */
  readonly lane: string | null;
  readonly record: StoredRecord | null;
  readonly row: RejectedRow | null;
  readonly failure: Failure;
  readonly attempts: number;
  readonly history: readonly FailedAttempt[];
  readonly atMs: number;
}

/** The changes that a batch makes to parked records and dead letters. Most batches make none. */
export interface AsideChanges {
  /** Records that are parked, for the first time or again. */
  readonly parked: readonly ParkedRecord[];
  /** Parked records that came to an end, with their outcome. */
  readonly unparked: readonly { readonly seq: number; readonly outcome: RecordOutcome }[];
  readonly buried: readonly Burial[];
  /** Replayed dead letters that are now closed. */
  readonly closed: readonly { readonly deadLetterId: string; readonly closing: Closing }[];
  /** Keys whose open dead letters up to this version are resolved by it. */
  readonly healed: readonly { readonly key: string; readonly version: number }[];
  /** Keys whose open dead letters before this version are obsolete, since this version failed too. */
  readonly outdated: readonly { readonly key: string; readonly version: number }[];
}

/** Everything that one batch changes in the ledger. */
export interface Settlement {
  /** The lane's position before the batch. If the position has changed, the settlement is refused as FENCED. */
  readonly previousSeq: number;
  /** The last record of the batch; `previousSeq` for a batch of parked records, which does not move the position. */
  readonly lastSeq: number;
  /** At most one per thing. */
  readonly records: readonly SettledRecord[];
  readonly counts: VerdictCounts;
  /** Versions before the batch's records that newer ones replaced in the log. Absent: none. */
  readonly conflated?: number;
  /** The outcome of each record after `previousSeq`, as encoded by `encodeOutcomes`. Absent when not needed. */
  readonly outcomes?: string;
  /** Absent when the batch changes no parked records and no dead letters. */
  readonly aside?: AsideChanges;
  /** Absent for a one-way flow. */
  readonly twoWay?: TwoWaySettlement;
  /** Master keys of merged or split things that now have another id in the target. Absent: none. */
  readonly decided?: readonly string[];
}

/** The state of a lane when its drain begins. */
export interface DrainStart {
  /** The seq of its last settled record; 0 at first. */
  readonly settledSeq: number;
  /** The furthest position that it ever had, even if a replay moved it back. */
  readonly furthestSeq: number;
  readonly parked: readonly ParkedPlace[];
  readonly pausedKeys: readonly string[];
  /** Keys with open dead letters, which later versions may close; null when there are more than `MAX_TROUBLED_KEYS`. */
  readonly deadLetterKeys: readonly string[] | null;
  /** Drains that began at this position and did not end because the process died, plus this one; so at least 1. */
  readonly starts: number;
  /** What a careful drain suspected at this position when the process died; null if there was none. */
  readonly suspicion: Suspicion | null;
  /** Whether the previous drain left deliveries whose outcome is unknown. */
  readonly inDoubt: boolean;
  /** Increases with every forced replay, so that targets do not treat its deliveries as repetitions. */
  readonly generation: number;
}

/** Which records of a lane may kill the process. */
export interface Suspicion {
  /** How many of the next records of the log: those of the batch that is tried, or the rest of a batch in which the process died. */
  readonly fresh: number;
  /** The same for parked records, in the order in which they are due. */
  readonly parked: number;
  /** How often each record was tried alone, including this time, by seq: those that are not settled. */
  readonly alone: Readonly<Record<string, number>>;
}

/** The durable state of a lane. `claim` and `settle` are set-based; `settle` is one durable transaction. */
export interface LaneLedger {
  /** Records durably that a drain begins. */
  begin(): Promise<DrainStart>;
  /** Records that the drain has ended normally. */
  finish(end: { readonly inDoubt: boolean }): Promise<void>;
  /** Records durably what is about to be tried. The next call replaces it, and `finish` removes it. */
  suspect(suspicion: Suspicion): Promise<void>;
  /** Mints master keys for new keys and returns one claim per key, in order. Keys are distinct. */
  claim(keys: readonly string[]): Promise<readonly Claim[]>;
  /** Throws FENCED when another process moved the lane's position. */
  settle(settlement: Settlement): Promise<void>;
  /** Reads parked records with their content, in order of seq. Records that are no longer parked are left out. */
  parked(seqs: readonly number[]): Promise<readonly ParkedRecord[]>;
}

/** The dead letters of rows that fail before they reach a lane. */
export interface DeadLetters {
  /** Resolves when all are stored durably. Burying the same row again changes nothing. */
  bury(letters: readonly Burial[]): Promise<void>;
  /**
   * Closes the open rows of a stream that have one of these keys. Costs nothing for a stream without open rows.
   * @param keys called only if there are open rows
   */
  closeRejected(stream: string, keys: () => readonly string[]): Promise<void>;
}

/** The part of a stream's log that intake uses. */
export interface StreamLog {
  /**
   * Appends records in order. Resolves when all are fsynced, with the records that were left out as too large for the bus. May be
   * called again before the previous call has resolved; the order of calls is the order in the log. Throws STREAM_FULL or
   * BUS_UNAVAILABLE: then some of the records may be stored, and later appends in flight are refused too.
   */
  append(records: readonly SourceRecord[], signal: AbortSignal): Promise<readonly RejectedRow[]>;
}

/** Reads a stream for one lane, in order of seq, each record exactly once. */
export interface LaneReader {
  /**
   * Waits for at least one record and returns those that have arrived, at most one batch of 1,000, or `limit`. Rejects when the
   * signal aborts.
   */
  take(signal: AbortSignal, limit?: number): Promise<readonly LaneMessage[]>;
  /** Acknowledges everything up to and including `seq`. */
  ack(seq: number): void;
  /** Whether everything in the log has been taken and acknowledged. */
  atEnd(): Promise<boolean>;
  /** Whether everything in the log has been taken, acknowledged or not, so that `take` would wait. */
  allTaken(): Promise<boolean>;
  /** Closes the reader. A pending `take` rejects. */
  close(): Promise<void>;
}

/** A message of the stream: a record, or bytes that cannot be read as one. */
export type LaneMessage =
  | {
      readonly kind: 'record';
      readonly record: StoredRecord;
      /** Size of its content in the log, if known. */
      readonly bytes?: number;
      /** The id of the schema that it was checked against before it was stored; null or absent when it was not checked. */
      readonly checkedBy?: string | null;
    }
  | {
      readonly kind: 'unreadable';
      readonly seq: number;
      readonly storedAtMs: number;
      readonly raw: string;
      readonly reason: string;
    };

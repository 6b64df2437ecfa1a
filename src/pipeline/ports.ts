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

/** What the hub knows about one source key when a lane takes its record. */
export interface Claim {
  readonly masterKey: string;
  /** The thing's id in the lane's target, null while it is not linked. */
  readonly externalId: string | null;
  /** What this lane applied last for the thing, null before the first time. */
  readonly applied: AppliedState | null;
  /** Absent for things of which no person has merged or split anything, which is nearly all. */
  readonly decided?: Decided;
}

/** What a person decided about a thing, by merging it with another or splitting it. Several keys may mean it. */
export interface Decided {
  /** Another key of its source stays in the place of this one. */
  readonly gaveWay: boolean;
  /** Ids in the lane's target that are those of other things: they are no match. */
  readonly parted: readonly string[];
}

/** What the hub knows of a key without changing anything. */
export interface KeyState {
  /** Null when the hub does not know the key. */
  readonly claim: Claim | null;
  /** The lane has something of the key set aside. */
  readonly parked: boolean;
  /** A person paused the key in the lane. */
  readonly paused: boolean;
}

export interface AppliedState {
  readonly version: number;
  readonly seq: number;
  /** Hash of the mapped document and operation that the target holds. */
  readonly hash: string;
}

/** One record whose target state is to be remembered. */
export interface SettledRecord extends AppliedState {
  readonly masterKey: string;
  readonly externalId: string;
  /** As far as the lane knows it has applied nothing of the thing before, which saves the looking. */
  readonly isFirst: boolean;
}

/** A record that a lane has set aside: it is tried again, or waits for what stands in its way. */
export interface ParkedRecord {
  /** Its seq tells it apart from all others of the lane. */
  readonly record: StoredRecord;
  /** When it is tried again; null while it waits behind an earlier one of its key, or its key is paused. */
  readonly dueAtMs: number | null;
  /** Failed attempts so far. */
  readonly attempts: number;
  readonly history: readonly FailedAttempt[];
  /** The dead letter that is replayed by it; null for a record that was never buried. */
  readonly deadLetterId: string | null;
}

/** A parked record without its content: what a lane keeps in memory of it. */
export interface ParkedPlace {
  readonly seq: number;
  readonly key: string;
  readonly version: number;
  readonly storedAtMs: number;
  readonly dueAtMs: number | null;
  readonly deadLetterId: string | null;
  /** Only of a record that is traced. Not kept over a restart. */
  readonly traceParent?: string;
}

/** A record that could not be delivered, or a row that could not become a record. */
export interface Burial {
  readonly stream: string;
  /** Null when it failed at intake, before any lane. */
  readonly lane: string | null;
  readonly record: StoredRecord | null;
  readonly row: RejectedRow | null;
  readonly failure: Failure;
  readonly attempts: number;
  readonly history: readonly FailedAttempt[];
  readonly atMs: number;
}

/** What a batch sets aside or takes from there. Most batches do neither. */
export interface AsideChanges {
  /** Records set aside, anew or again. */
  readonly parked: readonly ParkedRecord[];
  /** Parked records that came to an end, and to which. */
  readonly unparked: readonly { readonly seq: number; readonly outcome: RecordOutcome }[];
  readonly buried: readonly Burial[];
  /** Replayed dead letters that are over. */
  readonly closed: readonly { readonly deadLetterId: string; readonly closing: Closing }[];
  /** Keys whose open dead letters up to this version are made good by it. */
  readonly healed: readonly { readonly key: string; readonly version: number }[];
  /** Keys whose open dead letters before this version say nothing any more, since it failed as well. */
  readonly outdated: readonly { readonly key: string; readonly version: number }[];
}

/** Everything that one batch changes in the hub's memory. */
export interface Settlement {
  /** The lane's position before the batch; the settlement is refused as FENCED when it is not that any more. */
  readonly previousSeq: number;
  /** The last record of the batch; `previousSeq` for a batch of parked records, which moves nothing. */
  readonly lastSeq: number;
  /** One for each thing. */
  readonly records: readonly SettledRecord[];
  readonly counts: VerdictCounts;
  /** Versions that were overtaken in the log in front of the batch's records. Absent: none. */
  readonly conflated?: number;
  /** What became of each record behind `previousSeq`, as `encodeOutcomes` writes it. Absent: nobody asks. */
  readonly outcomes?: string;
  /** Absent when the batch did not touch anything set aside. */
  readonly aside?: AsideChanges;
  /** Absent where the flow goes one way. */
  readonly twoWay?: TwoWaySettlement;
  /** Master keys of things that a person decided about, and that have another id in the target now. Absent: none. */
  readonly decided?: readonly string[];
}

/** How a lane stands when its drain begins. */
export interface DrainStart {
  /** The seq of its last settled record, 0 at first. */
  readonly settledSeq: number;
  /** The furthest that it ever stood, also before a replay took it back. */
  readonly furthestSeq: number;
  readonly parked: readonly ParkedPlace[];
  readonly pausedKeys: readonly string[];
  /** Keys of which it has open dead letters, which later versions may close; null when they are more than `MAX_TROUBLED_KEYS`. */
  readonly deadLetterKeys: readonly string[] | null;
  /** Drains that began at this position and never ended, since the process died; this one included, so at least 1. */
  readonly starts: number;
  /** Whether the drain before left deliveries whose outcome nobody knows. */
  readonly inDoubt: boolean;
  /** Rises with every forced replay, so that targets do not take what comes again for what came before. */
  readonly generation: number;
}

/** A lane's memory. `claim` and `settle` are set-based, settle one durable transaction. */
export interface LaneLedger {
  /** Notes durably that a drain begins. */
  begin(): Promise<DrainStart>;
  /** Notes that the drain has ended in an orderly way. */
  finish(end: { readonly inDoubt: boolean }): Promise<void>;
  /** Notes durably that this record is about to be tried alone. @returns how often that was said of it, this time included */
  suspect(seq: number): Promise<number>;
  /** Mints master keys for keys never seen and returns one claim per key, in order. Keys are distinct. */
  claim(keys: readonly string[]): Promise<readonly Claim[]>;
  /** Throws FENCED when somebody else moved the lane. */
  settle(settlement: Settlement): Promise<void>;
  /** Parked records with their content, in order of seq; those that are not there any more are left out. */
  parked(seqs: readonly number[]): Promise<readonly ParkedRecord[]>;
}

/** Where rows go that fail before any lane. */
export interface DeadLetters {
  /** Resolves when all are stored durably. Burying the same row again changes nothing. */
  bury(letters: readonly Burial[]): Promise<void>;
  /**
   * Closes the open rows of a stream that show one of these keys. Costs nothing for a stream without open rows.
   * @param keys asked only where there are some
   */
  closeRejected(stream: string, keys: () => readonly string[]): Promise<void>;
}

/** A stream as its intake sees it. */
export interface StreamLog {
  /**
   * Appends in order; resolves when all are fsynced, with the records that are too large for the bus and were left out. May be
   * called again before the call before has resolved; the order of calls is the order in the log. Throws STREAM_FULL or
   * BUS_UNAVAILABLE: then part of them may be stored, and what was appended after them is refused too.
   */
  append(records: readonly SourceRecord[], signal: AbortSignal): Promise<readonly RejectedRow[]>;
}

/** A lane's way through the stream: strictly rising, nothing twice, nothing left out. */
export interface LaneReader {
  /**
   * Waits for at least one record and takes what has arrived, at most one batch (of 1,000) or `limit`. Rejects when the signal
   * aborts.
   */
  take(signal: AbortSignal, limit?: number): Promise<readonly LaneMessage[]>;
  /** Acknowledges everything up to and including `seq`. */
  ack(seq: number): void;
  /** Whether everything that the log holds has been taken and acknowledged. */
  atEnd(): Promise<boolean>;
  /** Whether everything that the log holds has been taken, acknowledged or not: `take` would wait. */
  allTaken(): Promise<boolean>;
  /** A `take` that still waits rejects. */
  close(): Promise<void>;
}

/** A message of the stream: a record, or bytes that are none. */
export type LaneMessage =
  | {
      readonly kind: 'record';
      readonly record: StoredRecord;
      /** Size of its content in the log, where that is known. */
      readonly bytes?: number;
      /** The id of the schema that it was found to meet before it was stored; null or absent where nobody has looked. */
      readonly checkedBy?: string | null;
    }
  | {
      readonly kind: 'unreadable';
      readonly seq: number;
      readonly storedAtMs: number;
      readonly raw: string;
      readonly reason: string;
    };

import type {
  Failure,
  RejectedRow,
  SourceRecord,
  StoredRecord,
  VerdictCounts,
} from '../domain/index.ts';

/** What the hub knows about one source key when a lane takes its record. */
export interface Claim {
  readonly masterKey: string;
  /** The thing's id in the lane's target, null while it is not linked. */
  readonly externalId: string | null;
  /** What this lane applied last for the thing, null before the first time. */
  readonly applied: AppliedState | null;
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
}

/** Everything that one batch changes in the hub's memory. */
export interface Settlement {
  /** The lane's position before the batch; the settlement is refused as FENCED when it is not that any more. */
  readonly previousSeq: number;
  /** The last record of the batch. */
  readonly lastSeq: number;
  readonly records: readonly SettledRecord[];
  readonly counts: VerdictCounts;
}

/** A lane's memory. `claim` and `settle` are one set-based statement each, settle in one durable transaction. */
export interface LaneLedger {
  /** Where the lane stands: the seq of its last settled record (0 at first) and its counts so far. */
  position(): Promise<{ readonly settledSeq: number; readonly counts: VerdictCounts }>;
  /** Mints master keys for keys never seen and returns one claim per key, in order. Keys are distinct. */
  claim(keys: readonly string[]): Promise<readonly Claim[]>;
  /** Throws FENCED when another process moved the lane. */
  settle(settlement: Settlement): Promise<void>;
}

/** A record that could not be delivered, or a row that could not become a record. */
export interface DeadLetter {
  readonly stream: string;
  /** Null when it failed at intake, before any lane. */
  readonly lane: string | null;
  readonly record: StoredRecord | null;
  readonly row: RejectedRow | null;
  readonly failure: Failure;
  readonly attempts: number;
  readonly atMs: number;
}

export interface DeadLetters {
  /** Resolves when all are stored durably. Burying the same record of the same lane again changes nothing. */
  bury(letters: readonly DeadLetter[]): Promise<void>;
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
  /** Waits for at least one record and takes what has arrived, at most one batch. Rejects when the signal aborts. */
  take(signal: AbortSignal): Promise<readonly LaneMessage[]>;
  /** Acknowledges everything up to and including `seq`. */
  ack(seq: number): void;
  /** A `take` that still waits rejects. */
  close(): Promise<void>;
}

/** A message of the stream: a record, or bytes that are none. */
export type LaneMessage =
  | { readonly kind: 'record'; readonly record: StoredRecord }
  | {
      readonly kind: 'unreadable';
      readonly seq: number;
      readonly storedAtMs: number;
      readonly raw: string;
      readonly reason: string;
    };

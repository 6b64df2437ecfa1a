import type { Target } from '../connector-api/index.ts';
import type { Failure, Mutex, RetryPolicy, Verdict, VerdictCounts } from '../domain/index.ts';
import type { BatchMapper } from './batch-mapper.ts';
import type { LaneLedger, LaneReader } from './ports.ts';
import type { LaneStep, StepTimes } from './step-clock.ts';
import type { TwoWayFlow } from './two-way/index.ts';

/** `state`: only the newest version of a thing matters. `event`: every version is delivered, in order; a late one is superseded. */
export type Semantics = 'state' | 'event';

/** Links things that the target already holds, by business key. */
export interface MatchRule {
  /** The target's field to search. */
  readonly targetField: string;
  /** The field of the mapped document that holds the value. */
  readonly from: string;
}

/** Everything that the record path of one lane needs: its settings, and where it reads, writes and keeps its state. */
export interface Lane {
  /** `<stream>/<target connector>`. */
  readonly name: string;
  readonly stream: string;
  readonly semantics: Semantics;
  /** Whether the log keeps only few versions of a key. Records missing from it were then overtaken by newer versions. */
  readonly conflates: boolean;
  readonly mapper: BatchMapper;
  /** The id of the schema that the mapper validates against; null when there is none. */
  readonly schemaId: string | null;
  readonly match: MatchRule | null;
  readonly retry: RetryPolicy;
  /** Fields of its records with personal values. */
  readonly personal: readonly string[];
  readonly target: Target;
  /** Null for a one-way flow. */
  readonly twoWay: TwoWayFlow | null;
  readonly ledger: LaneLedger;
  /** Shared by all lanes of the hub: those that may have killed the process try their batches one after another. */
  readonly suspects: Mutex;
  /**
   * Called before each delivery. Resolves when it is certain that no other hub has taken this one's place: a hub that stood
   * still would write older versions over those of its successor.
   * @throws Failure STORE_UNAVAILABLE, FENCED
   */
  requirePlace(): Promise<void>;
  /** The most records that may be parked at once. At this number the lane takes no fresh records, only parked ones. */
  readonly maxParked: number;
  /** Returns the largest batch that the lane may take now: less while more urgent lanes are working. */
  batchSize(): number;
  /** Called when records have been taken. */
  onTaken(): void;
  /** Opens a reader of the stream, starting right after `settledSeq`. */
  openReader(settledSeq: number): Promise<LaneReader>;
  /** Called after each settled batch. */
  onSettled(batch: SettledBatch): void;
  /** Called after each answer of the target: how many deliveries succeeded, and the failures that suggest an outage. */
  onAnswered(answered: Answered): void;
}

/** How a call to a target went, for its circuit breaker. */
export interface Answered {
  readonly succeeded: number;
  /** Failures that do not seem to be the fault of a single record. */
  readonly failures: readonly Failure[];
}

/** The number and age of the records that a lane has parked now. */
export interface ParkedExtent {
  readonly records: number;
  /** How many of them belong to keys that a person has paused. */
  readonly paused: number;
  /** When the oldest of them was stored; null when there is none. */
  readonly oldestAtMs: number | null;
}

/** The result of one batch, for log and status. */
export interface SettledBatch {
  readonly lane: string;
  /** Computes the current extent of the parked records. */
  readonly parked: () => ParkedExtent;
  readonly records: number;
  readonly counts: VerdictCounts;
  /** Versions before its records that newer ones replaced in the log. */
  readonly conflated: number;
  /** Its first and last record in the log. Parked records may come from anywhere before the lane's position. */
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** Size of its records in the log; 0 for parked ones. */
  readonly bytes: number;
  readonly steps: StepTimes;
  /** Records that the target, the mapping or the schema refused, in order: parked again or dead-lettered. */
  readonly failed: readonly FailedDelivery[];
  /** The traced records, usually few or none. */
  readonly traced: readonly TracedDelivery[];
  readonly tookMs: number;
  /** When its oldest record was stored, milliseconds since the Unix epoch; null for an empty batch. */
  readonly oldestStoredAtMs: number | null;
}

/** One failed attempt. It names no key, since keys may be personal data; the seq identifies the record. */
export interface FailedDelivery {
  readonly seq: number;
  readonly version: number;
  /** Failed attempts so far; 0 when it was never delivered, such as a record that breaks its schema. */
  readonly attempts: number;
  readonly failure: Failure;
  /** Time until the next attempt; null when this was the last. */
  readonly waitMs: number | null;
}

/** A traced record and its result in the batch. */
export interface TracedDelivery {
  /** As `SourceRecord.traceParent`. */
  readonly traceParent: string;
  readonly seq: number;
  readonly verdict: Verdict['kind'];
  readonly attempts: number;
  /** Null when it did not fail. */
  readonly failure: Failure | null;
  /** The steps of the path that it took. */
  readonly steps: readonly LaneStep[];
}

import type { Target } from '../connector-api/index.ts';
import type { Failure, RetryPolicy, Verdict, VerdictCounts } from '../domain/index.ts';
import type { BatchMapper } from './batch-mapper.ts';
import type { LaneLedger, LaneReader } from './ports.ts';
import type { LaneStep, StepTimes } from './step-clock.ts';
import type { TwoWayFlow } from './two-way/index.ts';

/** `state`: only the newest version of a thing matters. `event`: every version is delivered, in order. */
export type Semantics = 'state' | 'event';

/** Links what the target holds already, by business key. */
export interface MatchRule {
  /** The target's field to search. */
  readonly targetField: string;
  /** The field of the mapped document that holds the value. */
  readonly from: string;
}

/** All that one lane's record path needs: what was configured, and where it reads, writes and remembers. */
export interface Lane {
  /** `<stream>/<target connector>`. */
  readonly name: string;
  readonly stream: string;
  readonly semantics: Semantics;
  /** The log keeps few versions of a key: places that it does not hold any more were overtaken. */
  readonly conflates: boolean;
  readonly mapper: BatchMapper;
  /** Of the schema that the mapper validates by; null where there is none. */
  readonly schemaId: string | null;
  readonly match: MatchRule | null;
  readonly retry: RetryPolicy;
  readonly target: Target;
  /** Null where the flow goes one way. */
  readonly twoWay: TwoWayFlow | null;
  readonly ledger: LaneLedger;
  /** Records that may be parked at once; beyond that the lane works on those alone and takes no others. */
  readonly maxParked: number;
  /** Records that it takes at once now, at most: fewer while more urgent ones are at work. */
  batchSize(): number;
  /** Told when records have come. */
  onTaken(): void;
  /** Opens the way through the stream right behind `settledSeq`. */
  openReader(settledSeq: number): Promise<LaneReader>;
  /** Told after each settled batch. */
  onSettled(batch: SettledBatch): void;
  /** Told after each answer of the target how many deliveries went through, and which failed as if it were away. */
  onAnswered(answered: Answered): void;
}

/** How a target took a call, for its circuit. */
export interface Answered {
  readonly succeeded: number;
  /** Failures that are no single record's fault, as far as one can tell. */
  readonly failures: readonly Failure[];
}

/** What a lane has set aside now. */
export interface ParkedExtent {
  readonly records: number;
  /** Of these, records of keys that a person has paused. */
  readonly paused: number;
  /** When the oldest of them was stored; null when there is none. */
  readonly oldestAtMs: number | null;
}

/** What one batch came to, for log and status. */
export interface SettledBatch {
  readonly lane: string;
  /** What is set aside, looked up when asked. */
  readonly parked: () => ParkedExtent;
  readonly records: number;
  readonly counts: VerdictCounts;
  /** Versions that were overtaken in the log in front of its records. */
  readonly conflated: number;
  /** Its first and last record in the log; parked ones come from anywhere before the lane's position. */
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** Size of its records in the log; 0 for parked ones. */
  readonly bytes: number;
  readonly steps: StepTimes;
  /** Records that the lane's target, mapping or schema refused, in order: parked again or dead-lettered. */
  readonly failed: readonly FailedDelivery[];
  /** Records that are traced, few or none. */
  readonly traced: readonly TracedDelivery[];
  readonly tookMs: number;
  /** When its oldest record was stored, milliseconds since the Unix epoch; null for an empty batch. */
  readonly oldestStoredAtMs: number | null;
}

/** One attempt that failed. It names no key, since keys may be personal; the seq finds the record. */
export interface FailedDelivery {
  readonly seq: number;
  readonly version: number;
  /** Failed attempts so far; 0 when it never came to one, as for a record that breaks its schema. */
  readonly attempts: number;
  readonly failure: Failure;
  /** Until the next attempt; null when it was the last. */
  readonly waitMs: number | null;
}

/** One record that is traced, and how it fared in its batch. */
export interface TracedDelivery {
  /** As `SourceRecord.traceParent`. */
  readonly traceParent: string;
  readonly seq: number;
  readonly verdict: Verdict['kind'];
  readonly attempts: number;
  /** Why it failed; null when it did not. */
  readonly failure: Failure | null;
  /** Where on the path it has been. */
  readonly steps: readonly LaneStep[];
}

import type { Target } from '../connector-api/index.ts';
import type { RetryPolicy, VerdictCounts } from '../domain/index.ts';
import type { Mapping } from './mapping/index.ts';
import type { DeadLetters, LaneLedger, LaneReader } from './ports.ts';
import type { Validator } from './validation/index.ts';

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
  /** Checks the source's document; null accepts all. */
  readonly validate: Validator | null;
  /** Checks the mapped document; null accepts all. */
  readonly validateMapped: Validator | null;
  readonly map: Mapping;
  readonly match: MatchRule | null;
  readonly retry: RetryPolicy;
  readonly target: Target;
  readonly ledger: LaneLedger;
  readonly deadLetters: DeadLetters;
  /** Opens the way through the stream right behind `settledSeq`. */
  openReader(settledSeq: number): Promise<LaneReader>;
  /** Told after each settled batch. */
  onSettled(batch: SettledBatch): void;
}

/** What one batch came to, for log and status. */
export interface SettledBatch {
  readonly lane: string;
  readonly records: number;
  readonly counts: VerdictCounts;
  readonly lastSeq: number;
  readonly tookMs: number;
}

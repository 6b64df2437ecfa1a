import type { FailureCode } from './failure-catalogue.ts';
import type { Stage } from './failure.ts';
import type { Json, JsonObject } from './json.ts';
import type { Operation } from './record.ts';
import type { Version } from './version.ts';

/** `data`: the record is at fault, its owner corrects it. `pipeline`: mapping, target or hub are; once mended, replay. */
export type DeadLetterClass = 'data' | 'pipeline';

/**
 * - `open`: waits for a person, or for a later version of the same key.
 * - `replaying`: on its way into the target again; opens again when that fails.
 * - `closed`: over; kept for a while as history.
 */
export type DeadLetterState = 'open' | 'replaying' | 'closed';

/** Why a dead letter is over: it went through, a later version of its key did (for a row: was stored), or a person gave it up. */
export type Closing = 'replayed' | 'superseded' | 'discarded';

/** One attempt to deliver a record, and how it failed. */
export interface FailedAttempt {
  readonly atMs: number;
  readonly code: FailureCode;
  readonly message: string;
}

/** A record that could not be delivered, or a row that could not become a record, with all that a person needs to judge it. */
export interface DeadLetter {
  /** Decimal digits; rising in the order of burial. */
  readonly id: string;
  readonly stream: string;
  /** Null when it failed at intake, before any lane. */
  readonly lane: string | null;
  readonly state: DeadLetterState;
  /** Null unless closed. */
  readonly closing: Closing | null;
  readonly closedAtMs: number | null;
  readonly class: DeadLetterClass;
  readonly code: FailureCode;
  readonly stage: Stage;
  /** What failed, where and why, in words for the one who corrects it. */
  readonly reason: string;
  /** Facts for machines: violations, status, columns. */
  readonly details: Readonly<Record<string, unknown>>;
  /** Attempts that count against the policy, the last one included; 0 where delivery was never tried. */
  readonly attempts: number;
  /** The last of them, at most twenty, oldest first. */
  readonly history: readonly FailedAttempt[];
  readonly buriedAtMs: number;
  /** Where it stands in the stream's log; null for a row. */
  readonly seq: number | null;
  /** Where a row stood in the source; null for a record. */
  readonly position: string | null;
  /** Null for a row that shows none. */
  readonly key: string | null;
  readonly version: Version | null;
  readonly operation: Operation | null;
  /** The record's content, as edited where a person did so; null for a row. */
  readonly document: JsonObject | null;
  /** Whether a person has edited the content. */
  readonly edited: boolean;
  /** The row as it was read; null for a record. */
  readonly raw: string | null;
}

/** Which dead letters are meant. Absent means any; all that is given must hold. */
export interface DeadLetterFilter {
  readonly ids?: readonly string[];
  readonly stream?: string;
  /** One of these; what a caller who is limited to streams may see. */
  readonly streams?: readonly string[];
  readonly lane?: string;
  readonly codes?: readonly FailureCode[];
  readonly class?: DeadLetterClass;
  readonly key?: string;
  readonly states?: readonly DeadLetterState[];
  /** Buried at or after, milliseconds since the Unix epoch. */
  readonly fromMs?: number;
  /** Buried before. */
  readonly untilMs?: number;
  /** Only those that can take their way again: records of a lane, as opposed to rows and bytes that are no record. */
  readonly replayable?: true;
}

/** One field that a delivery would change. Paths are dotted; an absent side is undefined. */
export interface Difference {
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** What a replay would do, found out without writing anything. */
export interface ReplayPreview {
  readonly id: string;
  /** `deliver`: it would be sent. Anything else says why not. */
  readonly effect: 'deliver' | 'unchanged' | 'superseded' | 'dead-letter';
  /** Why it would be a dead letter again; else null. */
  readonly reason: string | null;
  readonly operation: Operation;
  /** The thing's id in the target; null when it would be created. */
  readonly externalId: string | null;
  /** What would be sent. */
  readonly document: JsonObject | null;
  /** Whether it is known what the target got last; false when the log does not hold it any more, or it got nothing. */
  readonly lastKnown: boolean;
  /** Against what the target got last; against nothing when that is not known. */
  readonly differences: readonly Difference[];
}

/** Failures for which the record itself is to blame. */
const DATA_CODES: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'ROW_UNREADABLE',
  'MESSAGE_UNREADABLE',
  'RECORD_INVALID',
  'MATCH_AMBIGUOUS',
  'TARGET_REFUSED',
]);

export function deadLetterClass(code: FailureCode): DeadLetterClass {
  return DATA_CODES.has(code) ? 'data' : 'pipeline';
}

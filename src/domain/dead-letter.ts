import type { FailureCode } from './failure-catalogue.ts';
import type { Stage } from './failure.ts';
import type { Json, JsonObject } from './json.ts';
import type { Operation } from './record.ts';
import type { Version } from './version.ts';

/** `data`: the record is at fault; its owner corrects it. `pipeline`: mapping, target or hub is at fault; fix it and replay. */
export type DeadLetterClass = 'data' | 'pipeline';

/**
 * - `open`: waits for a person, or for a later version of the same key.
 * - `replaying`: on its way to the target again; becomes `open` again if that fails.
 * - `closed`: finished; kept for a while as history.
 */
export type DeadLetterState = 'open' | 'replaying' | 'closed';

/** Why it was closed: it was delivered, a later version of its key was (for a row: was stored), or a person discarded it. */
export type Closing = 'replayed' | 'superseded' | 'discarded';

/** One failed attempt to deliver a record. */
export interface FailedAttempt {
  readonly atMs: number;
  readonly code: FailureCode;
  readonly message: string;
}

/** A record that could not be delivered, or a row that could not become a record, with all that a person needs to judge it. */
export interface DeadLetter {
  /** Decimal digits, ascending in the order in which dead letters are made. */
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
  /** What failed, where and why, for the person who corrects it. */
  readonly reason: string;
  /** Facts for machines: violations, status, columns. */
  readonly details: Readonly<Record<string, unknown>>;
  /** Attempts that count against the policy, including the last one; 0 when delivery was never tried. */
  readonly attempts: number;
  /** The last twenty attempts at most, oldest first. */
  readonly history: readonly FailedAttempt[];
  readonly buriedAtMs: number;
  /** Position in the stream's log; null for a row. */
  readonly seq: number | null;
  /** Position of a row in the source; null for a record. */
  readonly position: string | null;
  /** Null for a row without a readable key. */
  readonly key: string | null;
  readonly version: Version | null;
  readonly operation: Operation | null;
  /** The record's content, with a person's edits if there are any; null for a row. */
  readonly document: JsonObject | null;
  /** Whether a person has edited the content. */
  readonly edited: boolean;
  /** The row as read; null for a record. */
  readonly raw: string | null;
}

/** A dead letter as people see it. */
export interface ShownDeadLetter extends DeadLetter {
  /** Whether its version is a time; false for a row. */
  readonly versionIsTime: boolean;
}

/** Selects dead letters. An absent field matches any; all given fields must match. */
export interface DeadLetterFilter {
  readonly ids?: readonly string[];
  readonly stream?: string;
  /** Any of these streams; used for callers that are limited to streams. */
  readonly streams?: readonly string[];
  readonly lane?: string;
  readonly codes?: readonly FailureCode[];
  readonly class?: DeadLetterClass;
  readonly key?: string;
  readonly states?: readonly DeadLetterState[];
  /** Made at or after this time, in milliseconds since the Unix epoch. */
  readonly fromMs?: number;
  /** Made before this time. */
  readonly untilMs?: number;
  /** With this id or a lower one: those that came later were not seen by whoever asks. */
  readonly maxId?: string;
  /** Only those that can be replayed: records of a lane that is configured, not rows or unreadable messages. */
  readonly replayable?: true;
}

/** One field that a delivery would change. Paths are dotted; an absent side is undefined. */
export interface Difference {
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** What a replay would do, computed without writing anything. */
export interface ReplayPreview {
  readonly id: string;
  /** `deliver`: it would be sent. Any other value says why not. */
  readonly effect: 'deliver' | 'unchanged' | 'superseded' | 'dead-letter';
  /** Why it would become a dead letter again; null otherwise. */
  readonly reason: string | null;
  readonly operation: Operation;
  /** The thing's id in the target; null when it would be created. */
  readonly externalId: string | null;
  /** What would be sent. */
  readonly document: JsonObject | null;
  /** Whether the last delivered content is known; false when the log no longer holds it, or nothing was delivered. */
  readonly lastKnown: boolean;
  /** Compared with the last delivered content, or with nothing when that is not known. */
  readonly differences: readonly Difference[];
}

/** Failures that the record itself causes. */
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

import type { DeadLetterClass } from './dead-letter.ts';
import type { FailureCode } from './failure-catalogue.ts';
import type { JsonObject } from './json.ts';
import type { Operation } from './record.ts';
import type { Version } from './version.ts';
import type { Whereabouts } from './whereabouts.ts';

/**
 * What happened to a record. Per stream, `read`: stored in the log. Per lane:
 * - `validated`, `linked`, `mapped`: it passed this step, judged by today's rules, since only the result is kept.
 * - `attempt`: a delivery was tried and failed.
 * - `set-aside`: it was parked. `buried`: it became a dead letter. `closed`: the dead letter was closed.
 * - `applied`, `unchanged`, `superseded`, `echo`: its end.
 * - `waiting`: where it is now, and why.
 */
export type StoryKind =
  | 'read'
  | 'validated'
  | 'linked'
  | 'mapped'
  | 'attempt'
  | 'set-aside'
  | 'buried'
  | 'closed'
  | 'applied'
  | 'unchanged'
  | 'superseded'
  | 'echo'
  | 'waiting';

/** One event in a record's story. */
export interface StoryEvent {
  readonly kind: StoryKind;
  /** Null when the time is no longer known, and for `waiting`. */
  readonly atMs: number | null;
  readonly stream: string;
  /** Null for events of the stream itself. */
  readonly lane: string | null;
  /** Position in the stream's log; null for `waiting` of several records. */
  readonly seq: number | null;
  readonly version: Version | null;
  readonly operation: Operation | null;
  /** For `mapped`, the source's document. */
  readonly before: JsonObject | null;
  /** For `read`, the document. For `mapped`, the mapped document; null where the mapping left it out. */
  readonly after: JsonObject | null;
  readonly code: FailureCode | null;
  /** The answer, or why it waits. */
  readonly message: string;
  readonly externalId: string | null;
  readonly deadLetterId: string | null;
  /** For `waiting`, when it is tried again. */
  readonly dueAtMs: number | null;
}

/** One thing: where it is, and the events that led there, oldest first. */
export interface Story {
  readonly thing: Whereabouts;
  readonly events: readonly StoryEvent[];
}

/** A request for a story. */
export interface StoryQuestion {
  readonly by:
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'master-key'; readonly masterKey: string };
  /** How many of the newest versions to report per stream. */
  readonly versions: number;
}

/** Failures with the same cause in the same stream or lane. */
export interface CauseGroup {
  /** Stable: depends on stream, lane, code and cause only. */
  readonly id: string;
  readonly stream: string;
  /** Null when the rows failed at intake, before any lane. */
  readonly lane: string | null;
  readonly code: FailureCode;
  readonly class: DeadLetterClass;
  /** The message without ids, numbers and quoted values. */
  readonly cause: string;
  /** Dead letters that wait for a person or a later version. */
  readonly open: number;
  /** Records that are retried automatically, including dead letters being replayed. */
  readonly retrying: number;
  /** Closed dead letters. */
  readonly closed: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  /** When the last of them was closed; null while any is open or being retried. */
  readonly closedAtMs: number | null;
  /** The newest failure, with its message. */
  readonly example: {
    /** Null for a record that is only parked. */
    readonly deadLetterId: string | null;
    /** Null when the row has no readable key. */
    readonly key: string | null;
    readonly reason: string;
  };
}

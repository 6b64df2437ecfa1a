import type { DeadLetterClass } from './dead-letter.ts';
import type { FailureCode } from './failure-catalogue.ts';
import type { JsonObject } from './json.ts';
import type { Operation } from './record.ts';
import type { Version } from './version.ts';
import type { Whereabouts } from './whereabouts.ts';

/**
 * What happened to a record. Per stream `read`: stored in the log. Per lane:
 * - `validated`, `linked`, `mapped`: it came that far; by today's rules, since only what came of it is kept.
 * - `attempt`: the target was tried, and failed.
 * - `set-aside`: it waits beside the lane's way. `buried`: it became a dead letter. `closed`: the dead letter is over.
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

/** One moment of a record's story. */
export interface StoryEvent {
  readonly kind: StoryKind;
  /** Null when it is not known any more, and for what is now. */
  readonly atMs: number | null;
  readonly stream: string;
  /** Null for what happened in the stream itself. */
  readonly lane: string | null;
  /** Place in the stream's log; null for `waiting` of several. */
  readonly seq: number | null;
  readonly version: Version | null;
  readonly operation: Operation | null;
  /** `mapped`: the source's document. */
  readonly before: JsonObject | null;
  /** `read`: the document. `mapped`: what the target was to hold; null where the mapping left it out. */
  readonly after: JsonObject | null;
  readonly code: FailureCode | null;
  /** The answer, or why it waits. */
  readonly message: string;
  readonly externalId: string | null;
  readonly deadLetterId: string | null;
  /** `waiting`: when it is tried again. */
  readonly dueAtMs: number | null;
}

/** One thing: where it is, and how it came there, oldest first. */
export interface Story {
  readonly thing: Whereabouts;
  readonly events: readonly StoryEvent[];
}

/** Whose story is wanted. */
export interface StoryQuestion {
  readonly by:
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'master-key'; readonly masterKey: string };
  /** Versions told per stream, the newest. */
  readonly versions: number;
}

/** Failures with one cause in one place. */
export interface CauseGroup {
  /** The same for the same cause, as long as stream, lane, code and cause are the same. */
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
  /** Records that are tried again by themselves, dead letters on their way again included. */
  readonly retrying: number;
  /** Dead letters that are over. */
  readonly closed: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  /** When the last of them was closed; null while something is open or tried again. */
  readonly closedAtMs: number | null;
  /** The newest of them, with what it said. */
  readonly example: {
    /** Null for a record that is only parked. */
    readonly deadLetterId: string | null;
    /** Null when the row had none. */
    readonly key: string | null;
    readonly reason: string;
  };
}

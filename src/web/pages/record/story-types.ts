import type { Thing } from './types.ts';

/** A thing and its events as returned by the control API, in protobuf's JSON: empty or 0 values may be absent. */
export interface Story {
  readonly record: Thing;
  /** Oldest first; what waits now comes last. */
  readonly events?: readonly StoryEvent[];
}

export interface StoryEvent {
  /** A `RecordEventKind`. */
  readonly kind: string;
  /** Absent when it is no longer known, and for what waits now. */
  readonly at?: string;
  readonly stream: string;
  readonly lane?: string;
  readonly seq?: string;
  readonly version?: string;
  readonly operation?: string;
  readonly beforeJson?: string;
  readonly afterJson?: string;
  readonly code?: string;
  readonly message?: string;
  readonly remedy?: string;
  readonly externalId?: string;
  readonly deadLetterId?: string;
  readonly nextAttemptAt?: string;
}

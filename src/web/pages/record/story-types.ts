import type { Thing } from './types.ts';

/** A thing and what happened to it, as the control API tells it, in protobuf's JSON: what is empty or 0 may be absent. */
export interface Story {
  readonly record: Thing;
  /** Oldest first; what waits now stands last. */
  readonly events?: readonly StoryEvent[];
}

export interface StoryEvent {
  /** A `RecordEventKind`. */
  readonly kind: string;
  /** Absent where it is not known any more, and for what waits now. */
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

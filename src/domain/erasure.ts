/** Where the hub holds something of a thing that an erasure takes out; what each is stands in ARCHITECTURE.md. */
export type ErasedPlace =
  | 'log'
  | 'parked'
  | 'paused-keys'
  | 'dead-letters'
  | 'retried'
  | 'applied'
  | 'hints'
  | 'runs'
  | 'two-way'
  | 'conflicts'
  | 'links'
  | 'audit';

/**
 * What an erasure leaves, and why.
 * - `frames`: records in messages that hold others too. They go with the stream's age limit.
 * - `links`: ids of the thing, since another stream still holds it.
 * - `cursor`: the reading position names the key, until another record is read.
 * - `unnamed-rows`: rejected rows that show no key, but hold its text. A person has to look.
 * - `imports`: imports under way, whose files may hold it.
 */
export type Remainder = 'frames' | 'links' | 'cursor' | 'unnamed-rows' | 'imports';

/** What one place held. */
export interface Erased {
  readonly place: ErasedPlace;
  /** Empty for links and the audit log, which belong to no stream. */
  readonly stream: string;
  readonly count: number;
}

/** What is still held somewhere. */
export interface Remaining {
  readonly kind: Remainder;
  /** Of `links`, the stream that holds the thing. */
  readonly stream: string;
  readonly count: number;
  /** Until when at least, milliseconds since the epoch; null where no clock says so. */
  readonly untilMs: number | null;
}

/** Which thing is to be erased. */
export interface ErasureOrder {
  readonly stream: string;
  /** Its key there. */
  readonly key: string;
  /** Also in the other streams that hold the thing, under whatever key. */
  readonly everywhere: boolean;
  /** Erases all else where it stands in frames, instead of refusing. */
  readonly leaveFrames: boolean;
}

/** What was erased, or would be. It names no keys, so it may be kept. */
export interface Erasure {
  readonly erased: readonly Erased[];
  readonly remaining: readonly Remaining[];
}

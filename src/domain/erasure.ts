/** A place that holds data about a thing and that an erasure clears. docs/decisions/security.md describes each. */
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
 * What an erasure leaves behind, and why.
 * - `frames`: records in messages that also hold other records. The stream's age limit removes them.
 * - `links`: ids of the thing, since another stream still holds it.
 * - `cursor`: the reading position contains the key until another record is read.
 * - `unnamed-rows`: rejected rows without a readable key that contain its text. A person has to check them.
 * - `imports`: imports in progress whose files may contain it.
 */
export type Remainder = 'frames' | 'links' | 'cursor' | 'unnamed-rows' | 'imports';

/** How much one place held. */
export interface Erased {
  readonly place: ErasedPlace;
  /** Empty for links and the audit log, which belong to no stream. */
  readonly stream: string;
  readonly count: number;
}

/** Data that remains after an erasure. */
export interface Remaining {
  readonly kind: Remainder;
  /** For `links`, the stream that holds the thing. */
  readonly stream: string;
  readonly count: number;
  /** The earliest time at which it is gone, in milliseconds since the epoch; null where no time limit applies. */
  readonly untilMs: number | null;
}

/** The thing to erase. */
export interface ErasureOrder {
  readonly stream: string;
  /** Its key in that stream. */
  readonly key: string;
  /** Also erase it in the other streams that hold the thing, under any key. */
  readonly everywhere: boolean;
  /** When records are in frames, erase everything else instead of refusing. */
  readonly leaveFrames: boolean;
}

/** What was erased, or would be. It contains no keys, so it may be kept. */
export interface Erasure {
  readonly erased: readonly Erased[];
  readonly remaining: readonly Remaining[];
}

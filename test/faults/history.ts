/** One version of a thing, as its source committed it. */
export interface Change {
  readonly key: string;
  /** Rises per key. */
  readonly version: number;
  /** The lane can never deliver it, because of its content. */
  readonly poisoned: boolean;
  /** This change deletes the thing. */
  readonly deleted?: boolean;
}

/** A key that source and target hold differently at the end. */
export interface Disagreement {
  readonly key: string;
  readonly evidence: string;
}

/** One write that took effect in a target, in the order of the target's own log. */
export interface Write {
  readonly key: string;
  readonly version: number;
  readonly atMs: number;
  /** Set where the hub completes a change from the source: the same version may then arrive with different content. */
  readonly content?: string;
}

/** The changes that one lane had to deliver, the writes of its target, and its dead letters. */
export interface LaneHistory {
  readonly lane: string;
  /** `state`: the newest version of each key counts; `event`: every one, in order. */
  readonly semantics: 'state' | 'event';
  readonly changes: readonly Change[];
  readonly writes: readonly Write[];
  /** Open dead letters, `key@version`. */
  readonly deadLetters: readonly string[];
  /**
   * The requests that reached the target when the lane read its whole log again, after the fire and with everything settled:
   * the hub must not send what it knows to be applied. Empty for a target that keeps no log of requests.
   */
  readonly sentAgain: readonly Write[];
  /** Only for a target that must hold the same as its source. */
  readonly differences: readonly Disagreement[];
}

export function nameOf({ key, version }: Pick<Change, 'key' | 'version'>): string {
  return `${key}@${version}`;
}

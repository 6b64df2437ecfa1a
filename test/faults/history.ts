/** One version of one thing, as its source committed it. */
export interface Change {
  readonly key: string;
  /** Rises per key. */
  readonly version: number;
  /** The target refuses it for what it is. */
  readonly poisoned: boolean;
  /** The thing is gone with it. */
  readonly deleted?: boolean;
}

/** What source and target do not hold alike when everything is over. */
export interface Disagreement {
  readonly key: string;
  readonly evidence: string;
}

/** One write that took effect in a target, in the order of the target's own log. */
export interface Write {
  readonly key: string;
  readonly version: number;
  readonly atMs: number;
  /** Of a target whose source fills in what a change left out: the same version may then come with another content. */
  readonly content?: string;
}

/** What one lane was to bring, what its target wrote, and what lies in its dead letters. */
export interface LaneHistory {
  readonly lane: string;
  /** `state`: the newest version of each key counts; `event`: every one, in order. */
  readonly semantics: 'state' | 'event';
  readonly changes: readonly Change[];
  readonly writes: readonly Write[];
  /** Open dead letters, `key@version`. */
  readonly deadLetters: readonly string[];
  /**
   * What reached the target when, after the fire and with everything settled, the lane went through its whole log again:
   * what the hub knows to be applied must not be sent. Empty for a target that cannot tell.
   */
  readonly sentAgain: readonly Write[];
  /** Of a target that is to hold the same as its source. */
  readonly differences: readonly Disagreement[];
}

export function nameOf({ key, version }: Pick<Change, 'key' | 'version'>): string {
  return `${key}@${version}`;
}

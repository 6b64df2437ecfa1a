/** A dead letter as returned by the control API, in protobuf's JSON: empty or 0 values may be absent. */
export interface Letter {
  readonly id: string;
  readonly stream: string;
  readonly lane?: string;
  readonly state?:
    'DEAD_LETTER_STATE_OPEN' | 'DEAD_LETTER_STATE_REPLAYING' | 'DEAD_LETTER_STATE_CLOSED';
  readonly closing?: string;
  readonly code: string;
  readonly stage: string;
  readonly reason: string;
  readonly remedy: string;
  readonly attempts?: number;
  readonly history?: readonly {
    readonly at: string;
    readonly code: string;
    readonly message?: string;
  }[];
  readonly buriedAt: string;
  readonly position?: string;
  readonly key?: string;
  readonly version?: string;
  readonly versionIsTime?: boolean;
  readonly operation?: string;
  readonly documentJson?: string;
  readonly raw?: string;
  readonly edited?: boolean;
}

/** Failures with the same cause in the same place, and how many of them are open. */
export interface CauseGroup {
  readonly id: string;
  readonly stream: string;
  /** Absent when rows failed at intake. */
  readonly lane?: string;
  readonly code: string;
  readonly cause?: string;
  readonly remedy?: string;
  readonly open?: string;
  readonly retrying?: string;
  readonly closed?: string;
  readonly firstAt?: string;
  readonly lastAt?: string;
  /** Absent while the group is open. */
  readonly closedAt?: string;
  readonly exampleId?: string;
  readonly exampleKey?: string;
  readonly exampleReason?: string;
}

/** What a replay would do to one dead letter. */
export interface Preview {
  readonly id: string;
  readonly effect: string;
  readonly reason?: string;
  readonly operation?: string;
  readonly externalId?: string;
  readonly documentJson?: string;
  readonly lastKnown?: boolean;
  readonly differences?: readonly Difference[];
}

export interface Difference {
  readonly path: string;
  readonly beforeJson?: string;
  readonly afterJson?: string;
}

export interface ReplayAnswer {
  readonly replayed?: string;
  /** How many of the selected ones cannot be replayed. */
  readonly left?: string;
  /** The id up to which they are counted. */
  readonly newestId?: string;
  readonly previews?: readonly Preview[];
}

/** A thing as returned by the control API, in protobuf's JSON: empty or 0 values may be absent. */
export interface Thing {
  readonly masterKey?: string;
  readonly links?: readonly {
    readonly connector?: string;
    readonly entity: string;
    readonly externalId: string;
    /** Another id of the same system is used instead. */
    readonly gaveWay?: boolean;
  }[];
  readonly streams?: readonly ThingStream[];
  readonly lanes?: readonly ThingLane[];
}

export interface ThingStream {
  readonly stream: string;
  readonly key: string;
  /** The versions included here; `totalVersions` are in the log. */
  readonly versions?: readonly { readonly seq: string }[];
  readonly totalVersions?: string;
  readonly versionsAreTimes?: boolean;
}

export interface ThingLane {
  readonly lane: string;
  readonly key: string;
  readonly place: string;
  readonly laneState: string;
  readonly externalId?: string;
  readonly applied?: {
    readonly seq: string;
    readonly storedAt?: string;
    readonly deleted?: boolean;
  };
  readonly backlog?: string;
  readonly parked?: readonly {
    readonly seq: string;
    readonly attempts?: number;
    readonly nextAttemptAt?: string;
    readonly lastCode?: string;
    readonly lastMessage?: string;
  }[];
  readonly paused?: boolean;
  readonly deadLetters?: readonly {
    readonly id: string;
    readonly code: string;
    readonly reason: string;
  }[];
}

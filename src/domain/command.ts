/** The kinds of actor that can be commanded. */
export type ActorKind = 'connector' | 'stream' | 'lane';

/** `pause` and `resume` for all kinds; `sync` (read the source now) for streams only. All are idempotent. */
export type Action = 'pause' | 'resume' | 'sync';

/** An order to one actor. It travels as a message, so any node's endpoint can command an actor on any node. */
export interface Command {
  /** Unique per intent; the same id is carried out once. */
  readonly id: string;
  readonly kind: ActorKind;
  /** Connector or stream name, or `<stream>/<target connector>` for a lane. */
  readonly name: string;
  readonly action: Action;
  /** Who asked, for log and audit: a user, `schedule`, `startup`. */
  readonly requestedBy: string;
}

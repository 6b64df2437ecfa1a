/** The kinds of actor that can be commanded. */
export type ActorKind = 'connector' | 'stream' | 'lane' | 'import';

/**
 * `pause` and `resume` for all kinds; `sync` (read the source now) for streams only; `start` and `cancel` for imports only. All are
 * idempotent.
 */
export type Action = 'pause' | 'resume' | 'sync' | 'start' | 'cancel';

/** The kinds of actor that the configuration declares, and the actions that they take. */
export type StandingKind = Exclude<ActorKind, 'import'>;
export type StandingAction = Exclude<Action, 'start' | 'cancel'>;

/** A command to one actor. It is sent as a message, so any node's endpoint can command an actor on any node. */
export interface Command {
  /** Unique per intent; a command with the same id is executed once. */
  readonly id: string;
  readonly kind: ActorKind;
  /** Connector or stream name, `<stream>/<target connector>` for a lane, or the id of an import. */
  readonly name: string;
  readonly action: Action;
  /** Who sent it, for log and audit: a user, `schedule`, `startup`. */
  readonly requestedBy: string;
  /** For a schedule's tick, the time at which it was due, in milliseconds since the Unix epoch. */
  readonly dueAtMs?: number;
}

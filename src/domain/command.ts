/** The kinds of actor that can be commanded. */
export type ActorKind = 'connector' | 'stream' | 'lane' | 'import';

/**
 * `pause` and `resume` for all kinds; `sync` (read the source now) for streams only; `start` and `cancel` for imports only. All are
 * idempotent.
 */
export type Action = 'pause' | 'resume' | 'sync' | 'start' | 'cancel';

/** What stands in the configuration, and what can be ordered of it. */
export type StandingKind = Exclude<ActorKind, 'import'>;
export type StandingAction = Exclude<Action, 'start' | 'cancel'>;

/** An order to one actor. It travels as a message, so any node's endpoint can command an actor on any node. */
export interface Command {
  /** Unique per intent; the same id is carried out once. */
  readonly id: string;
  readonly kind: ActorKind;
  /** Connector or stream name, or `<stream>/<target connector>` for a lane, the id of an import. */
  readonly name: string;
  readonly action: Action;
  /** Who asked, for log and audit: a user, `schedule`, `startup`. */
  readonly requestedBy: string;
  /** Of a schedule's tick: the time that it tells of, milliseconds since the Unix epoch. */
  readonly dueAtMs?: number;
}

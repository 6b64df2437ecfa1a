/**
 * The small interfaces that the actors need from the rest of the hub, in their own words. `runtime` implements them.
 *
 * What holds for all effects: a call is made at most once at a time per actor. The signal aborts when the actor is paused, held
 * or stopped, and the call must then end soon, by resolving or rejecting: only its end lets the actor say `paused`. Throw a
 * `Failure`; its code decides what happens next (see `troubles.ts`). Anything else thrown counts as `INTERNAL`.
 */

/** What a connector's actor has done for it. */
export interface ConnectorEffects {
  /** Called at the start, after a back-off and whenever a stream or lane doubts the connector. Resolves when it is usable. */
  check(signal: AbortSignal): Promise<void>;
}

/** What a stream's actor has done for it. */
export interface StreamEffects {
  /** One run: reads the source to its end and resolves when all of it is stored. Called again after a failure. */
  run(signal: AbortSignal): Promise<void>;
}

/** What a lane's actor has done for it. */
export interface LaneEffects {
  /**
   * Takes, delivers and settles until the signal aborts. Resolving earlier counts as a defect.
   * @param progressed to be called after each settled batch; it ends a back-off, so that the next failure waits shortly again
   */
  drain(signal: AbortSignal, progressed: () => void): Promise<void>;
}

/** What an actor remembers across restarts of the hub. JSON. A failed actor is tried again after a restart. */
export interface ActorSnapshot {
  readonly paused: boolean;
}

/** Keeps snapshots durably. Ids are `<kind>/<name>`. */
export interface SnapshotStore {
  /** Called once, before any actor starts. Ids of actors that are configured no more are ignored. */
  load(): Promise<ReadonlyMap<string, ActorSnapshot>>;
  /** Resolves when stored durably; only then is the command carried out that changed it. Rejecting rejects the command. */
  save(id: string, snapshot: ActorSnapshot): Promise<void>;
}

/**
 * The small interfaces that the actors need from the rest of the hub, in their own words. `runtime` implements them.
 *
 * What holds for all effects: a call is made at most once at a time per actor. The signal aborts when the actor is paused, held
 * or stopped, and the call must then end soon, by resolving or rejecting: only its end lets the actor say `paused`. Throw a
 * `Failure`; its code decides what happens next (see `troubles.ts`). Anything else thrown counts as `INTERNAL`.
 */

/** What a connector's actor has done for it. */
export interface ConnectorEffects {
  /**
   * Called at the start, whenever a stream or lane doubts the connector, and as the probe of an open circuit. Resolves when it is
   * usable; a failure opens the circuit.
   */
  check(signal: AbortSignal): Promise<void>;
}

/** What a stream's actor has done for it. */
export interface StreamEffects {
  /**
   * One run: reads the source to its end and resolves when all of it is stored. Called again after a failure. A run that captures
   * changes has no end.
   * @param progressed to be called after pages that are stored, if it goes on for long; it ends a back-off, and a trial
   */
  run(signal: AbortSignal, progressed: () => void): Promise<void>;
}

/** What a lane's actor has done for it. */
export interface LaneEffects {
  /**
   * Takes, delivers and settles until the signal aborts. Resolving earlier counts as a defect.
   * @param progressed to be called after each settled batch; it ends a back-off, so that the next failure waits shortly again,
   *   and a trial, so that the connector's other streams and lanes go on
   */
  drain(signal: AbortSignal, progressed: () => void, options: DrainOptions): Promise<void>;
  /** Whether anything waits for it: one with nothing to deliver is not put on trial. Default true. */
  hasWork?(): boolean;
}

export interface DrainOptions {
  /**
   * The circuit of the connector is half open and this lane goes first: deliver one record and call `progressed` before taking
   * more. The same call then drains on at full speed.
   */
  readonly trial: boolean;
}

/** What the actors of imports have done for them; an import's name is its id. */
export interface ImportEffects {
  /** Imports that are not over, from before the start. */
  open(): Promise<readonly string[]>;
  /** @throws Failure NOT_FOUND; COMMAND_REJECTED when it is over */
  requireOpen(id: string): Promise<void>;
  /**
   * Reads on where it was and resolves when all is stored and the end is kept durably.
   * @param progressed to be called after each piece that is stored; it ends a back-off
   */
  run(id: string, signal: AbortSignal, progressed: () => void): Promise<void>;
  /** Ends it for good; what is stored stays. Resolves when that is kept durably. @throws Failure COMMAND_REJECTED when it is over */
  cancel(id: string): Promise<void>;
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

/**
 * The interfaces that the actors need from the rest of the hub. `runtime` implements them.
 *
 * For all effects: each actor makes at most one call at a time. The signal aborts when the actor is paused, held or
 * stopped. The call must then end soon, by resolving or rejecting; the actor shows `paused` only after that. Throw a
 * `Failure`; its code decides what happens next (see `troubles.ts`). Anything else thrown counts as `INTERNAL`.
 */

import type { ErrorStatus } from '../src/domain/index.ts';

/** The effects of a connector's actor. */
export interface ConnectorEffects {
  /**
   * Called at the start, whenever a stream or lane doubts the connector, and as the probe of an open circuit. Resolves
   * when the connector is usable; a failure opens the circuit.
   */
  check(signal: AbortSignal): Promise<void>;
}

/** The effects of a stream's actor. */
export interface StreamEffects {
  /**
   * Performs one run: reads the source to its end and resolves when everything is stored. Called again after a failure.
   * A run that captures changes never ends by itself.
   * @param progressed to be called after stored pages if the run takes long; it ends a back-off and a trial
   */
  run(signal: AbortSignal, progressed: () => void): Promise<void>;
}

/** The effects of a lane's actor. */
export interface LaneEffects {
  /**
   * Takes, delivers and settles until the signal aborts. Resolving earlier counts as a defect.
   * @param progressed to be called after each settled batch; it resets the back-off, so that the next failure waits
   *   only briefly, and ends a trial, so that the connector's other streams and lanes continue
   */
  drain(signal: AbortSignal, progressed: () => void, options: DrainOptions): Promise<void>;
  /** Whether the lane has records to deliver. A lane without any gets no trial. Default true. */
  hasWork?(): boolean;
}

export interface DrainOptions {
  /**
   * The connector's circuit is half open and this lane has the trial: deliver one record and call `progressed` before
   * taking more. The same call then continues at full speed.
   */
  readonly trial: boolean;
}

/** The effects of the imports' actors. An import's name is its id. */
export interface ImportEffects {
  /** Returns the imports that were not over when the hub last stopped. */
  open(): Promise<readonly string[]>;
  /** @throws Failure NOT_FOUND; COMMAND_REJECTED if the import is over */
  requireOpen(id: string): Promise<void>;
  /**
   * Continues where the import stopped. Resolves when everything, including the end, is stored durably.
   * @param progressed to be called after each stored piece; it resets the back-off
   */
  run(id: string, signal: AbortSignal, progressed: () => void): Promise<void>;
  /**
   * Ends the import permanently; stored records remain. Resolves when that is stored durably. @throws Failure
   * COMMAND_REJECTED if it is over
   */
  cancel(id: string): Promise<void>;
}

/**
 * What an actor keeps across restarts of the hub, as JSON. A failed connector, stream or lane starts again after a
 * restart.
 */
export interface ActorSnapshot {
  readonly paused: boolean;
  /** Why an import has failed. It stays so until it is resumed: nobody expects an old file to be read one day. */
  readonly failed?: ErrorStatus;
}

/** Keeps snapshots durably. Ids are `<kind>/<name>`. */
export interface SnapshotStore {
  /** Called once, before any actor starts. Ids of actors that are no longer configured are ignored. */
  load(): Promise<ReadonlyMap<string, ActorSnapshot>>;
  /** Resolves when stored durably. The command that changed it is carried out only then. Rejecting rejects the command. */
  save(id: string, snapshot: ActorSnapshot): Promise<void>;
}

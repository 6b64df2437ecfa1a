import type { Failure } from '../src/domain/index.ts';
import type { Troubles, TroublePolicy } from './troubles.ts';
import { noTroubles } from './troubles.ts';
import type { WorkEvent } from './work.ts';

/** Why a connector holds its streams and lanes: it is paused or has failed, or there is an `outage`: its circuit is open. */
export type HoldCause = 'paused' | 'failed' | 'outage';

/** The state that all actors keep. */
export interface ActorContext extends Troubles {
  readonly name: string;
  readonly policy: TroublePolicy;
  /** An operator paused it. */
  readonly paused: boolean;
  /** Why its connector holds it; null if it is not held, and for connectors. */
  readonly held: HoldCause | null;
  /** The hub is stopping. */
  readonly ending: boolean;
}

export interface ActorInput {
  readonly name: string;
  readonly policy: TroublePolicy;
  readonly paused: boolean;
  readonly held: HoldCause | null;
}

/**
 * Events sent to actors. `pause` and `resume` come from an operator, `hold` and `release` from the connector. `end` is
 * sent when the hub stops, `kill` when the work does not obey `end`. `sync` is for streams, `cancel` for imports. For
 * connectors: `doubt` when a stream or lane could not reach the system, `trip` when too many of the system's answers
 * indicate an outage, `delivered` when it did work, `untried` when a trial ended without saying anything about the
 * system.
 */
export type ActorEvent =
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'hold'; readonly cause: HoldCause }
  | { readonly type: 'release' }
  | { readonly type: 'end' }
  | { readonly type: 'kill' }
  | { readonly type: 'doubt'; readonly failure: Failure }
  | { readonly type: 'trip'; readonly failure: Failure }
  | { readonly type: 'delivered' }
  | { readonly type: 'untried' }
  | { readonly type: 'sync'; readonly scheduled: boolean }
  | { readonly type: 'cancel' }
  | WorkEvent;

export function startingContext(input: ActorInput): ActorContext {
  return { ...noTroubles, ...input, ending: false };
}

/** The types for `setup` of a machine, which ignores the value. */
export function typesOf<Context extends ActorContext, Input extends ActorInput>() {
  return {} as { context: Context; events: ActorEvent; input: Input; tags: 'working' };
}

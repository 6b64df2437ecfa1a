import type { Failure } from '../src/domain/index.ts';
import type { Troubles, TroublePolicy } from './troubles.ts';
import { noTroubles } from './troubles.ts';
import type { WorkEvent } from './work.ts';

/** Why a connector holds its streams and lanes: `stopped` when it is paused or failed, `outage` while its circuit is open. */
export type HoldCause = 'stopped' | 'outage';

/** What all actors remember. */
export interface ActorContext extends Troubles {
  readonly name: string;
  readonly policy: TroublePolicy;
  /** A person paused it. */
  readonly paused: boolean;
  /** Why its connector holds it; null when it does not, and for connectors. */
  readonly held: HoldCause | null;
  /** The hub stops. */
  readonly ending: boolean;
}

export interface ActorInput {
  readonly name: string;
  readonly policy: TroublePolicy;
  readonly paused: boolean;
  readonly held: HoldCause | null;
}

/**
 * What actors are told. `pause` and `resume` are a person's; `hold` and `release` come from the connector; `end` when the hub
 * stops, `kill` when its work does not heed that. `sync` is for streams, `cancel` for imports. For connectors: `doubt` when a stream or lane could not reach the system, `trip` when too many of
 * its answers say that it is away, `delivered` when it did work, `untried` when a trial came to nothing that tells of the system.
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

/** What `setup` of a machine wants to know of its types; it never looks at the value. */
export function typesOf<Context extends ActorContext, Input extends ActorInput>() {
  return {} as { context: Context; events: ActorEvent; input: Input; tags: 'working' };
}

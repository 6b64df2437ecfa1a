import type { Troubles, TroublePolicy } from './troubles.ts';
import { noTroubles } from './troubles.ts';
import type { WorkEvent } from './work.ts';

/** What all actors remember. */
export interface ActorContext extends Troubles {
  readonly name: string;
  readonly policy: TroublePolicy;
  /** A person paused it. */
  readonly paused: boolean;
  /** Its connector is paused or failed. */
  readonly held: boolean;
  /** The hub stops. */
  readonly ending: boolean;
}

export interface ActorInput {
  readonly name: string;
  readonly policy: TroublePolicy;
  readonly paused: boolean;
  readonly held: boolean;
}

/**
 * What actors are told. `pause` and `resume` are a person's; `hold` and `release` come from the connector; `end` when the hub
 * stops. `sync` is for streams; `doubt` for connectors, when a stream or lane could not reach the system.
 */
export type ActorEvent =
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'hold' }
  | { readonly type: 'release' }
  | { readonly type: 'end' }
  | { readonly type: 'doubt' }
  | { readonly type: 'sync'; readonly scheduled: boolean }
  | WorkEvent;

export function startingContext(input: ActorInput): ActorContext {
  return { ...noTroubles, ...input, ending: false };
}

/** What `setup` of a machine wants to know of its types; it never looks at the value. */
export function typesOf<Context extends ActorContext, Input extends ActorInput>() {
  return {} as { context: Context; events: ActorEvent; input: Input; tags: 'working' };
}

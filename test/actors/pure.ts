import type { StateValue } from 'xstate';
import { initialTransition, transition } from 'xstate';
import type { ActorContext, ActorEvent, ActorInput } from '../../actors/actor.ts';
import type { ConnectorInput } from '../../actors/connector-machine.ts';
import { connectorMachine } from '../../actors/connector-machine.ts';
import type { ImportInput } from '../../actors/import-machine.ts';
import { importMachine } from '../../actors/import-machine.ts';
import { laneMachine } from '../../actors/lane-machine.ts';
import type { StreamInput } from '../../actors/stream-machine.ts';
import { streamMachine } from '../../actors/stream-machine.ts';
import type { TroublePolicy } from '../../actors/troubles.ts';
import { defaultTroublePolicy } from '../../actors/troubles.ts';
import type { FailureCode } from '../../src/domain/index.ts';
import { failure } from './controlled-work.ts';

/** The default policy with a stopped clock and a random value of 0.5. */
export const testPolicy: TroublePolicy = {
  ...defaultTroublePolicy,
  now: () => 0,
  random: () => 0.5,
};

/** The state of a machine after some events; no effect is executed. */
export interface Outcome {
  readonly state: StateValue;
  readonly context: ActorContext;
  /** The types of the effects that the last event asks for. */
  readonly effects: readonly string[];
}

export type Input = Partial<ActorInput & StreamInput & ConnectorInput & ImportInput>;

const defaults: StreamInput & ConnectorInput & ImportInput = {
  name: 'products',
  policy: testPolicy,
  paused: false,
  held: null,
  owed: false,
  failures: 3,
  trialLimitMs: 30_000,
  failed: null,
};

export function connector(input: Input, ...events: ActorEvent[]): Outcome {
  return walk(connectorMachine, { ...defaults, ...input }, events);
}

export function stream(input: Input, ...events: ActorEvent[]): Outcome {
  return walk(streamMachine, { ...defaults, ...input }, events);
}

export function lane(input: Input, ...events: ActorEvent[]): Outcome {
  return walk(laneMachine, { ...defaults, ...input }, events);
}

export function importing(input: Input, ...events: ActorEvent[]): Outcome {
  return walk(importMachine, { ...defaults, ...input }, events);
}

export function failed(code: FailureCode, retryAfterMs?: number): ActorEvent {
  return { type: 'work.failed', failure: failure(code, retryAfterMs) };
}

/** Returns the event that ends a wait begun in a state. `delay` is the name of the wait in the machine. */
export function over(delay: 'backoff' | 'trialLimit', state: string): ActorEvent {
  return { type: `xstate.after.${delay}.${state}` } as unknown as ActorEvent;
}

/** The machines differ only in their contexts, which all include ActorContext. */
type AnyMachine =
  typeof connectorMachine | typeof streamMachine | typeof laneMachine | typeof importMachine;

function walk(machine: AnyMachine, input: typeof defaults, events: ActorEvent[]): Outcome {
  const logic = machine as typeof streamMachine;
  let [snapshot, actions] = initialTransition(logic, input);
  for (const event of events) [snapshot, actions] = transition(logic, snapshot, event);
  return {
    state: snapshot.value,
    context: snapshot.context,
    effects: actions.map(({ type }) => type),
  };
}

import type {
  ActorKind,
  CircuitPolicy,
  ConnectorState,
  LaneState,
  StreamState,
} from '../src/domain/index.ts';
import { Failure, defaultCircuitPolicy } from '../src/domain/index.ts';
import { createActor } from 'xstate';
import type { HoldCause } from './actor.ts';
import type { Circuits } from './circuits.ts';
import { connectorMachine } from './connector-machine.ts';
import { laneMachine } from './lane-machine.ts';
import type { ActorSnapshot, ConnectorEffects, LaneEffects, StreamEffects } from './ports.ts';
import { streamMachine } from './stream-machine.ts';
import type { Supervised, Transition } from './supervised.ts';
import { supervise } from './supervised.ts';
import type { TroublePolicy } from './troubles.ts';
import { abortable } from './work.ts';

/** Everybody who is to be supervised. Names are unique per kind. */
export interface Cast {
  readonly connectors: readonly {
    readonly name: string;
    readonly effects: ConnectorEffects;
    /** When its circuit opens and how it is probed. Default: 3 failures in a row; the supervisor's `backoff`. */
    readonly circuit?: Pick<CircuitPolicy, 'failures' | 'probe'>;
  }[];
  readonly streams: readonly {
    readonly name: string;
    /** The source's connector; while it is paused or failed, or its circuit open, the stream is held. */
    readonly connector: string;
    readonly effects: StreamEffects;
    /** Whether a run is due as soon as the hub starts. */
    readonly syncAtStart: boolean;
  }[];
  readonly lanes: readonly {
    /** `<stream>/<target connector>` */
    readonly name: string;
    readonly stream: string;
    /** The target's connector; while it is paused or failed, or its circuit open, the lane is held. */
    readonly connector: string;
    readonly effects: LaneEffects;
  }[];
}

/** The actors of a hub, by kind and name. */
export interface Roster {
  readonly connectors: ReadonlyMap<string, Supervised<ConnectorState>>;
  readonly streams: ReadonlyMap<string, Supervised<StreamState>>;
  readonly lanes: ReadonlyMap<string, Supervised<LaneState>>;
  /** The streams and lanes of a connector. */
  dependents(connector: string): readonly Supervised[];
}

export interface RosterOptions {
  readonly cast: Cast;
  readonly policy: TroublePolicy;
  readonly trialLimitMs: number;
  readonly snapshots: ReadonlyMap<string, ActorSnapshot>;
  readonly circuits: Pick<Circuits, 'isOnTrial' | 'onDelivered'>;
  readonly onTransition: (transition: Transition) => void;
}

export const emptyRoster: Roster = {
  connectors: new Map(),
  streams: new Map(),
  lanes: new Map(),
  dependents: () => [],
};

/** Where an actor's snapshot is kept. */
export function snapshotId(kind: ActorKind, name: string): string {
  return `${kind}/${name}`;
}

/** Makes an actor of everybody, in the state in which the snapshots left them; none is started yet. */
export function createRoster(options: RosterOptions): Roster {
  const connectors = byName(createConnectors(options));
  const streams = byName(createStreams(options));
  const lanes = byName(createLanes(options));
  const dependents = Map.groupBy(
    [...streams.values(), ...lanes.values()],
    (dependent) => dependent.connector,
  );
  return { connectors, streams, lanes, dependents: (name) => dependents.get(name) ?? [] };
}

// In each of the following the effects are provided once and found by name at each call, since providing builds the machine
// anew, which is too dear ten thousand times.

function createConnectors(options: RosterOptions) {
  const { cast, policy, trialLimitMs, snapshots, onTransition } = options;
  const memberOf = finder(cast.connectors);
  const check = abortable((name, signal) => memberOf(name).effects.check(signal));
  const machine = connectorMachine.provide({ actors: { check } });
  return cast.connectors.map(({ name, circuit }) => {
    const input = {
      name,
      policy: { ...policy, backoff: { ...policy.backoff, ...circuit?.probe } },
      paused: isPaused(snapshots, 'connector', name),
      held: null,
      failures: circuit?.failures ?? defaultCircuitPolicy.failures,
      trialLimitMs,
    };
    return supervise<ConnectorState>({
      kind: 'connector',
      name,
      connector: name,
      states: ['checking', 'ready', 'unavailable', 'trial', 'paused', 'failed'],
      actor: createActor(machine, { input }),
      now: policy.now,
      onTransition,
    });
  });
}

function createStreams({ cast, policy, snapshots, circuits, onTransition }: RosterOptions) {
  const memberOf = finder(cast.streams);
  const run = abortable(async (name, signal) => {
    const { connector, effects } = memberOf(name);
    const trial = circuits.isOnTrial(connector);
    await effects.run(signal);
    if (!signal.aborted) circuits.onDelivered(connector, trial);
  });
  const machine = streamMachine.provide({ actors: { run } });
  return cast.streams.map(({ name, connector, syncAtStart }) => {
    const paused = isPaused(snapshots, 'stream', name);
    const held = heldAtStart(snapshots, connector);
    return supervise<StreamState>({
      kind: 'stream',
      name,
      connector,
      states: ['idle', 'reading', 'waiting', 'held', 'blocked', 'paused', 'failed'],
      actor: createActor(machine, { input: { name, policy, paused, held, owed: syncAtStart } }),
      now: policy.now,
      onTransition,
    });
  });
}

function createLanes({ cast, policy, snapshots, circuits, onTransition }: RosterOptions) {
  const memberOf = finder(cast.lanes);
  const drain = abortable(async (name, signal, progressed) => {
    const { connector, effects } = memberOf(name);
    const trial = circuits.isOnTrial(connector);
    const delivered = () => {
      progressed();
      circuits.onDelivered(connector, trial);
    };
    await effects.drain(signal, delivered, { trial });
    // A drain that ends without being told would leave a lane that looks alive and delivers nothing.
    if (!signal.aborted) throw endedByItself(name);
  });
  const machine = laneMachine.provide({ actors: { drain } });
  return cast.lanes.map(({ name, connector }) => {
    const paused = isPaused(snapshots, 'lane', name);
    const held = heldAtStart(snapshots, connector);
    return supervise<LaneState>({
      kind: 'lane',
      name,
      connector,
      states: ['running', 'waiting', 'held', 'paused', 'failed'],
      actor: createActor(machine, { input: { name, policy, paused, held } }),
      now: policy.now,
      hasWork: () => memberOf(name).effects.hasWork?.() ?? true,
      onTransition,
    });
  });
}

function endedByItself(lane: string): Failure {
  return new Failure('INTERNAL', { message: `The drain of lane ${lane} ended by itself.` });
}

function isPaused(snapshots: RosterOptions['snapshots'], kind: ActorKind, name: string): boolean {
  return snapshots.get(snapshotId(kind, name))?.paused ?? false;
}

function heldAtStart(snapshots: RosterOptions['snapshots'], connector: string): HoldCause | null {
  return isPaused(snapshots, 'connector', connector) ? 'stopped' : null;
}

function finder<Member extends { readonly name: string }>(members: readonly Member[]) {
  const byMemberName = new Map(members.map((member) => [member.name, member]));
  return (name: string): Member => {
    const found = byMemberName.get(name);
    if (found === undefined) throw new Failure('INTERNAL', { message: `${name} has no effects.` });
    return found;
  };
}

function byName<State extends string>(actors: readonly Supervised<State>[]) {
  return new Map(actors.map((actor) => [actor.name, actor]));
}

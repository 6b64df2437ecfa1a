import type {
  ActorKind,
  CircuitPolicy,
  ConnectorState,
  LaneState,
  StreamState,
} from '../src/domain/index.ts';
import { Failure, defaultCircuitPolicy } from '../src/domain/index.ts';
import type { AnyActorRef } from 'xstate';
import { createActor } from 'xstate';
import type { HoldCause } from './actor.ts';
import type { Circuits } from './circuits.ts';
import { holdCause } from './circuits.ts';
import { connectorMachine } from './connector-machine.ts';
import { laneMachine } from './lane-machine.ts';
import { Members } from './members.ts';
import type { ActorSnapshot, ConnectorEffects, LaneEffects, StreamEffects } from './ports.ts';
import { streamMachine } from './stream-machine.ts';
import { createSharedRoots } from './shared-root.ts';
import type { Supervised, SupervisedKind, Transition } from './supervised.ts';
import { supervise } from './supervised.ts';
import type { TroublePolicy } from './troubles.ts';
import { abortable } from './work.ts';

/** The connectors, streams and lanes to supervise. Names are unique per kind. */
export interface Cast {
  readonly connectors: readonly {
    readonly name: string;
    readonly effects: ConnectorEffects;
    /** When its circuit opens and how it is probed. Default: 3 failures in a row; the supervisor's `backoff`. */
    readonly circuit?: Pick<CircuitPolicy, 'failures' | 'probe'>;
  }[];
  readonly streams: readonly {
    readonly name: string;
    /** The source's connector. The stream is held while the connector is paused or failed, or its circuit is open. */
    readonly connector: string;
    readonly effects: StreamEffects;
    /** Whether a run is due as soon as the hub starts. */
    readonly syncAtStart: boolean;
  }[];
  readonly lanes: readonly {
    /** `<stream>/<target connector>` */
    readonly name: string;
    readonly stream: string;
    /** The target's connector. The lane is held while the connector is paused or failed, or its circuit is open. */
    readonly connector: string;
    readonly effects: LaneEffects;
  }[];
}

/** One actor of a hub. */
export interface ActorRef {
  readonly kind: ActorKind;
  readonly name: string;
}

/** The actors of a hub, by kind and name. */
export interface Roster {
  readonly connectors: ReadonlyMap<string, Supervised<ConnectorState>>;
  readonly streams: ReadonlyMap<string, Supervised<StreamState>>;
  readonly lanes: ReadonlyMap<string, Supervised<LaneState>>;
  /** The streams and lanes of a connector. */
  dependents(connector: string): readonly Supervised[];
  /**
   * Creates an actor for each member of the cast, in the state of its snapshot; none is started yet. An actor with a
   * known name replaces the previous one, and begins work when that one's work has ended.
   * @returns the actors, connectors first, so that a paused connector holds its streams and lanes before they begin
   */
  join(cast: Cast): readonly Supervised[];
  /** Removes an actor. It keeps running: end it first. */
  leave(ref: ActorRef): void;
}

export interface RosterOptions {
  readonly policy: TroublePolicy;
  readonly trialLimitMs: number;
  readonly snapshots: ReadonlyMap<string, ActorSnapshot>;
  readonly circuits: Pick<Circuits, 'isOnTrial' | 'onDelivered'>;
  readonly onTransition: (transition: Transition) => void;
}

/** Returns the id under which an actor's snapshot is stored. */
export function snapshotId(kind: ActorKind, name: string): string {
  return `${kind}/${name}`;
}

/** Creates an empty roster. */
export function createRoster(options: RosterOptions): Roster {
  const connectors = new Map<string, Supervised<ConnectorState>>();
  const streams = new Map<string, Supervised<StreamState>>();
  const lanes = new Map<string, Supervised<LaneState>>();
  const actors = { connector: connectors, stream: streams, lane: lanes };
  const stage = {
    ...options,
    heldNow: (name: string) => heldNow(connectors.get(name)),
    nextParent: createSharedRoots(),
  };
  const makers = {
    connector: connectorMaker(stage),
    stream: streamMaker(stage),
    lane: laneMaker(stage),
  };
  /** Built on demand, because many actors join one after the other. */
  let byConnector: Map<string, Supervised[]> | null = null;

  return {
    connectors,
    streams,
    lanes,
    dependents(name) {
      byConnector ??= Map.groupBy(
        [...streams.values(), ...lanes.values()],
        (dependent) => dependent.connector,
      );
      return byConnector.get(name) ?? [];
    },
    join(cast) {
      byConnector = null;
      return [
        ...cast.connectors.map((member) => enter(connectors, makers.connector, member)),
        ...cast.streams.map((member) => enter(streams, makers.stream, member)),
        ...cast.lanes.map((member) => enter(lanes, makers.lane, member)),
      ];
    },
    leave({ kind, name }) {
      if (kind === 'import') return; // They stand in no roster.
      byConnector = null;
      actors[kind].delete(name);
      makers[kind].forget(name);
    },
  };
}

/** Creates actors of one kind. */
interface Maker<Member, State extends string> {
  make(member: Member, former: Promise<void> | null): Supervised<State>;
  forget(name: string): void;
}

type Stage = RosterOptions & {
  readonly heldNow: (connector: string) => HoldCause | null;
  /** Parents of streams and lanes, which are numerous. */
  readonly nextParent: () => AnyActorRef;
};
type ConnectorMember = Cast['connectors'][number];
type StreamMember = Cast['streams'][number];
type LaneMember = Cast['lanes'][number];

function enter<Member extends { readonly name: string }, State extends string>(
  actors: Map<string, Supervised<State>>,
  maker: Maker<Member, State>,
  member: Member,
): Supervised<State> {
  const former = actors.get(member.name)?.ended ?? null;
  const actor = maker.make(member, former);
  actors.set(member.name, actor);
  return actor;
}

// Each of the following provides the effects once and finds them by name at each call. `provide` rebuilds the machine,
// which is too expensive to do ten thousand times.

function connectorMaker(stage: Stage): Maker<ConnectorMember, ConnectorState> {
  const { policy, trialLimitMs, snapshots, onTransition } = stage;
  const members = new Members<ConnectorMember>();
  const check = abortable(async (name, signal) => {
    const turn = members.turnOf(name, signal);
    if (turn !== null) await turn;
    await members.get(name).effects.check(signal);
  });
  const machine = connectorMachine.provide({ actors: { check } });
  const kind: SupervisedKind<ConnectorState> = {
    kind: 'connector',
    states: ['checking', 'ready', 'unavailable', 'trial', 'paused', 'failed'],
    now: policy.now,
    onTransition,
  };
  return {
    forget: (name) => members.delete(name),
    make(member, former) {
      const { name, circuit } = member;
      members.set(member, former);
      const input = {
        name,
        policy: { ...policy, backoff: { ...policy.backoff, ...circuit?.probe } },
        paused: isPaused(snapshots, 'connector', name),
        held: null,
        failures: circuit?.failures ?? defaultCircuitPolicy.failures,
        trialLimitMs,
      };
      return supervise(kind, { name, connector: name, actor: createActor(machine, { input }) });
    },
  };
}

function streamMaker(stage: Stage): Maker<StreamMember, StreamState> {
  const { policy, snapshots, circuits, onTransition, heldNow, nextParent } = stage;
  const members = new Members<StreamMember>();
  const run = abortable(async (name, signal, progressed) => {
    const turn = members.turnOf(name, signal);
    if (turn !== null) await turn;
    const { connector, effects } = members.get(name);
    const trial = circuits.isOnTrial(connector);
    const delivered = () => {
      progressed();
      circuits.onDelivered(connector, trial);
    };
    await effects.run(signal, delivered);
    if (!signal.aborted) circuits.onDelivered(connector, trial);
  });
  const machine = streamMachine.provide({ actors: { run } });
  const kind: SupervisedKind<StreamState> = {
    kind: 'stream',
    states: ['idle', 'reading', 'waiting', 'held', 'blocked', 'paused', 'failed'],
    now: policy.now,
    onTransition,
  };
  return {
    forget: (name) => members.delete(name),
    make(member, former) {
      const { name, connector, syncAtStart } = member;
      members.set(member, former);
      const paused = isPaused(snapshots, 'stream', name);
      const held = heldNow(connector);
      const input = { name, policy, paused, held, owed: syncAtStart };
      return supervise(kind, {
        name,
        connector,
        actor: createActor(machine, { input, parent: nextParent() }),
      });
    },
  };
}

function laneMaker(stage: Stage): Maker<LaneMember, LaneState> {
  const { policy, snapshots, circuits, onTransition, heldNow, nextParent } = stage;
  const members = new Members<LaneMember>();
  const drain = abortable(async (name, signal, progressed) => {
    const turn = members.turnOf(name, signal);
    if (turn !== null) await turn;
    const { connector, effects } = members.get(name);
    const trial = circuits.isOnTrial(connector);
    const delivered = () => {
      progressed();
      circuits.onDelivered(connector, trial);
    };
    await effects.drain(signal, delivered, { trial });
    // A drain that ends unasked would leave a lane that looks alive and delivers nothing.
    if (!signal.aborted) throw endedByItself(name);
  });
  const machine = laneMachine.provide({ actors: { drain } });
  const kind: SupervisedKind<LaneState> = {
    kind: 'lane',
    states: ['running', 'waiting', 'held', 'paused', 'failed'],
    now: policy.now,
    hasWork: (name) => members.get(name).effects.hasWork?.() ?? true,
    onTransition,
  };
  return {
    forget: (name) => members.delete(name),
    make(member, former) {
      const { name, connector } = member;
      members.set(member, former);
      const paused = isPaused(snapshots, 'lane', name);
      const held = heldNow(connector);
      const input = { name, policy, paused, held };
      return supervise(kind, {
        name,
        connector,
        actor: createActor(machine, { input, parent: nextParent() }),
      });
    },
  };
}

function endedByItself(lane: string): Failure {
  return new Failure('INTERNAL', {
    message: `The drain of lane ${lane} ended without being told to.`,
  });
}

function isPaused(snapshots: RosterOptions['snapshots'], kind: ActorKind, name: string): boolean {
  return snapshots.get(snapshotId(kind, name))?.paused ?? false;
}

/** Returns how a connector holds an actor that joins now, before the connector reports it. */
function heldNow(connector: Supervised | undefined): HoldCause | null {
  if (connector === undefined) return null;
  return connector.isPaused() ? 'paused' : holdCause(connector);
}

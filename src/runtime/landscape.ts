import type { ActorRef, Cast, Supervisor } from '../../actors/index.ts';
import type { BusConnection } from '../bus/index.ts';
import type { ConnectorStatus, Failure, LaneStatus, StreamStatus } from '../domain/index.ts';
import type { Store } from '../store/index.ts';
import type { Workers } from '../workers/index.ts';
import type { ConnectorPlan, HubPlan } from './config/index.ts';
import type { LaneAtWork } from './lane-effects.ts';
import type { Logger } from './log.ts';
import type { BatchMeter } from './metrics/index.ts';
import type { OpenConnector } from './open-connectors.ts';
import { OpeningGate } from './opening-gate.ts';
import { closeConnectors } from './open-connectors.ts';
import { castOf } from './cast-of.ts';
import { Staged } from './staged.ts';
import { StatusBoard } from './status-board.ts';
import type { StreamAtWork } from './stream-effects.ts';
import { Traffic } from './traffic.ts';
import { TwoWayFlows } from './two-way.ts';
import type { Telemetry } from './telemetry/index.ts';

export interface LandscapeParts {
  readonly bus: BusConnection;
  readonly store: Store;
  readonly log: Logger;
  readonly batches: BatchMeter;
  /** For lanes whose mapping is heavy. */
  readonly workers: Pick<Workers, 'mapper'>;
  /** Null: nothing is traced. */
  readonly telemetry: Telemetry | null;
  /** Opens the circuit of a connector. */
  readonly trip: (connector: string, failure: Failure) => void;
  /** Has a stream read, since its source tells of a change. */
  readonly wake: (stream: string) => Promise<void>;
  /** Told when a system has hinted at things that changed. */
  readonly onHint: () => void;
}

/** Which parts of what works begin anew, since what they work by changed. By name. */
export interface Beginners {
  readonly connectors: ReadonlySet<string>;
  readonly streams: ReadonlySet<string>;
  readonly lanes: ReadonlySet<string>;
}

const nobody: Beginners = { connectors: new Set(), streams: new Set(), lanes: new Set() };

/** What works now. */
export interface AtWork {
  readonly plan: Pick<HubPlan, 'connectors' | 'streams'>;
  readonly connectors: ReadonlyMap<string, OpenConnector>;
  readonly streams: ReadonlyMap<string, StreamAtWork>;
  readonly lanes: ReadonlyMap<string, LaneAtWork>;
}

/** Who begins and who ends when a staged plan takes over. */
export interface Recasting {
  readonly joining: Cast;
  /** Those who are configured no more, and those whose place is taken. */
  readonly leaving: readonly ActorRef[];
}

const emptyPlan: Pick<HubPlan, 'connectors' | 'streams'> = { connectors: [], streams: [] };

/**
 * The configured systems, streams and lanes, opened: what the actors act on and what the status shows. Another plan is opened
 * beside what works (`stage`), and takes its place in one step (`Staged.enter`); parts that do not begin anew stay as they are.
 */
export class Landscape {
  readonly board: StatusBoard;
  readonly traffic = new Traffic((lane) => this.board.settledBy(lane));
  readonly #parts: LandscapeParts;
  readonly #streams = new Map<string, StreamAtWork>();
  readonly #lanes = new Map<string, LaneAtWork>();
  readonly #flows: TwoWayFlows;
  readonly #gate = new OpeningGate();
  #atWork: AtWork;

  constructor(parts: LandscapeParts) {
    this.#parts = parts;
    this.#flows = new TwoWayFlows(parts.store, this.#lanes);
    this.board = new StatusBoard(parts.bus, parts.log);
    this.#atWork = {
      plan: emptyPlan,
      connectors: new Map(),
      streams: new Map(),
      lanes: new Map(),
    };
  }

  /** The streams at work, the same map for as long as the landscape lives. */
  get streamsByName(): ReadonlyMap<string, StreamAtWork> {
    return this.#streams;
  }

  /** The lanes at work, the same map for as long as the landscape lives. */
  get lanesByName(): ReadonlyMap<string, LaneAtWork> {
    return this.#lanes;
  }

  /** Names of the flows that go both ways. */
  twoWayFlows(): readonly string[] {
    const lanes = this.#atWork.plan.streams.flatMap((stream) => stream.lanes);
    return [...new Set(lanes.flatMap(({ twoWay }) => (twoWay ? [twoWay.flow] : [])))];
  }

  /** A connector as it is configured now. */
  connectorPlan(name: string): ConnectorPlan | null {
    return this.#atWork.connectors.get(name)?.plan ?? null;
  }

  connectors(supervisor: Supervisor): readonly ConnectorStatus[] {
    return this.#atWork.plan.connectors.map(({ name, kind }) => ({
      name,
      kind: kind.kind,
      ...supervisor.connector(name),
      refusedWebhooks: this.board.refusedWebhooks(name),
    }));
  }

  streams(supervisor: Supervisor): readonly StreamStatus[] {
    return this.#atWork.plan.streams.map(({ name }) =>
      this.board.streamStatus(name, supervisor.stream(name)),
    );
  }

  lanes(supervisor: Supervisor): readonly LaneStatus[] {
    return this.#atWork.plan.streams
      .flatMap(({ lanes }) => lanes)
      .map(({ name }) => this.board.laneStatus(name, supervisor.lane(name)));
  }

  /**
   * Opens the parts of a plan that begin anew: those that are new, and of those at work who is named. Nothing at work is touched, nothing in the bus or the store is changed.
   * @throws Failure CONFIG_INVALID
   */
  stage(plan: HubPlan, begin: Beginners = nobody): Staged {
    return new Staged({
      ...{
        ...this.#parts,
        plan,
        begin,
        board: this.board,
        traffic: this.traffic,
        former: this.#atWork,
        flows: this.#flows,
        lanesAtWork: this.#lanes,
        gate: this.#gate,
      },
      enter: (next) => {
        this.#atWork = next;
        refill(this.#streams, next.streams);
        refill(this.#lanes, next.lanes);
      },
    });
  }

  /** For how long lanes tell what became of their records: as long as the log of their stream is kept. Those that keep it for ever are left out. */
  keptStories(): readonly { readonly id: number; readonly keptMs: number }[] {
    return [...this.#lanes.values()].flatMap(({ plan, ledger }) => {
      const keptMs = this.#streams.get(plan.stream)?.plan.limits.maxAgeMs ?? null;
      return keptMs === null ? [] : [{ id: ledger.id, keptMs }];
    });
  }

  /** Those of these names that work now, to be cast anew. */
  castOf(actors: readonly ActorRef[]): Cast {
    return castOf(this.#atWork, actors);
  }

  async close(): Promise<void> {
    const { streams, lanes } = this.#atWork;
    await Promise.all(Array.from([...streams.values(), ...lanes.values()], (one) => one.close()));
    await closeConnectors(this.#atWork.connectors.values());
  }
}

function refill<T>(map: Map<string, T>, parts: ReadonlyMap<string, T>): void {
  map.clear();
  for (const [name, part] of parts) map.set(name, part);
}

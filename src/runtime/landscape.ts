import type { ActorRef, Cast, Supervisor } from '../../actors/index.ts';
import type { BusConnection } from '../bus/index.ts';
import type { Connector } from '../connector-api/index.ts';
import type { ConnectorStatus, Failure, LaneStatus, StreamStatus } from '../domain/index.ts';
import { Mutex } from '../domain/index.ts';
import type { Store } from '../store/index.ts';
import type { Workers } from '../workers/index.ts';
import type { ConnectorPlan, HubPlan } from './config/index.ts';
import type { LaneAtWork } from './lane-effects.ts';
import type { Logger } from './log.ts';
import type { BatchMeter } from './metrics/index.ts';
import type { OpenConnector } from './open-connectors.ts';
import { OpeningGate } from './opening-gate.ts';
import { closeConnectors, openConnectors } from './open-connectors.ts';
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
  /** For lanes with a heavy mapping. */
  readonly workers: Pick<Workers, 'mapper'>;
  /** Null: nothing is traced. */
  readonly telemetry: Telemetry | null;
  /** As `Lane.requirePlace`. */
  readonly requirePlace: () => Promise<void>;
  /** Opens the circuit of a connector. */
  readonly trip: (connector: string, failure: Failure) => void;
  /** Orders a run of a stream whose source reports a change. */
  readonly wake: (stream: string) => Promise<void>;
  /** Called when a system has sent hints at changes. */
  readonly onHint: () => void;
}

/** Running parts that must restart, since settings they depend on changed. By name. */
export interface Beginners {
  readonly connectors: ReadonlySet<string>;
  readonly streams: ReadonlySet<string>;
  readonly lanes: ReadonlySet<string>;
}

const nobody: Beginners = { connectors: new Set(), streams: new Set(), lanes: new Set() };

/** The parts that are running now. */
export interface AtWork {
  readonly plan: Pick<HubPlan, 'connectors' | 'streams'>;
  readonly connectors: ReadonlyMap<string, OpenConnector>;
  readonly streams: ReadonlyMap<string, StreamAtWork>;
  readonly lanes: ReadonlyMap<string, LaneAtWork>;
}

/** Actors that start and end when a staged plan takes over. */
export interface Recasting {
  readonly joining: Cast;
  /** Actors that are no longer configured, and actors that are replaced. */
  readonly leaving: readonly ActorRef[];
}

const emptyPlan: Pick<HubPlan, 'connectors' | 'streams'> = { connectors: [], streams: [] };

/**
 * The configured systems, streams and lanes, opened: what the actors use and what the status shows. Another plan is
 * opened beside the running one (`stage`), and replaces it in one step (`Staged.enter`); parts that do not restart stay
 * as they are.
 */
export class Landscape {
  readonly board: StatusBoard;
  readonly traffic = new Traffic((lane) => this.board.settledBy(lane));
  readonly #parts: LandscapeParts;
  readonly #streams = new Map<string, StreamAtWork>();
  readonly #lanes = new Map<string, LaneAtWork>();
  readonly #flows: TwoWayFlows;
  readonly #gate = new OpeningGate();
  readonly #suspects = new Mutex();
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

  /** The running streams; the same map for the lifetime of the landscape. */
  get streamsByName(): ReadonlyMap<string, StreamAtWork> {
    return this.#streams;
  }

  /** The running lanes; the same map for the lifetime of the landscape. */
  get lanesByName(): ReadonlyMap<string, LaneAtWork> {
    return this.#lanes;
  }

  /** Returns the names of the two-way flows. */
  twoWayFlows(): readonly string[] {
    const lanes = this.#atWork.plan.streams.flatMap((stream) => stream.lanes);
    return [...new Set(lanes.flatMap(({ twoWay }) => (twoWay ? [twoWay.flow] : [])))];
  }

  /** Returns a connector as it is configured now. */
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
   * Opens the parts of a plan that must start: new ones, and running ones named in `begin`. Touches nothing that is
   * running, and changes nothing in the bus or the store.
   * @throws whatever a kind of connector throws; then none of the new ones stays open
   */
  async stage(plan: HubPlan, begin: Beginners = nobody): Promise<Staged> {
    const former = this.#atWork;
    const connectors = await openConnectors(plan, begin.connectors, former.connectors, (...told) =>
      this.#reported(...told),
    );
    return new Staged({
      ...{
        ...this.#parts,
        plan,
        begin,
        board: this.board,
        traffic: this.traffic,
        suspects: this.#suspects,
        former,
        connectors,
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

  /** A connector that is not at work, or no longer, says nothing about the one of its name. */
  #reported(from: Connector, failure: Failure): void {
    for (const [name, { connector }] of this.#atWork.connectors)
      if (connector === from) this.#parts.trip(name, failure);
  }

  /**
   * Returns how long lanes keep the outcomes of their records: as long as the log of their stream is kept. Lanes that
   * keep them for ever are left out.
   */
  keptStories(): readonly { readonly id: number; readonly keptMs: number }[] {
    return [...this.#lanes.values()].flatMap(({ plan, ledger }) => {
      const keptMs = this.#streams.get(plan.stream)?.plan.limits.maxAgeMs ?? null;
      return keptMs === null ? [] : [{ id: ledger.id, keptMs }];
    });
  }

  /** Returns the running parts among these names, to be cast again. */
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

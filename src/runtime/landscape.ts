import type { Cast, Supervisor } from '../../actors/index.ts';
import type { BusConnection } from '../bus/index.ts';
import { ensureStream, renewStream } from '../bus/index.ts';
import type { Connector } from '../connector-api/index.ts';
import type { ConnectorStatus, LaneStatus, StreamStatus } from '../domain/index.ts';
import { CircuitMeter, Failure } from '../domain/index.ts';
import type { DeadLetters } from '../pipeline/index.ts';
import type { Store, StreamLedger } from '../store/index.ts';
import type { HubPlan, LanePlan, StreamPlan } from './config/index.ts';
import type { LaneAtWork } from './lane-effects.ts';
import { putLaneToWork } from './lane-effects.ts';
import type { Logger } from './log.ts';
import { StatusBoard } from './status-board.ts';
import type { StreamAtWork } from './stream-effects.ts';
import { putStreamToWork } from './stream-effects.ts';

export interface LandscapeParts {
  readonly plan: HubPlan;
  readonly bus: BusConnection;
  readonly store: Store;
  readonly log: Logger;
  /** Opens the circuit of a connector. */
  readonly trip: (connector: string, failure: Failure) => void;
}

/** The configured systems, streams and lanes, opened: what the actors act on and what the status shows. */
export interface Landscape {
  readonly cast: Cast;
  readonly board: StatusBoard;
  readonly streamsByName: ReadonlyMap<string, StreamAtWork>;
  readonly lanesByName: ReadonlyMap<string, LaneAtWork>;
  connectors(supervisor: Supervisor): readonly ConnectorStatus[];
  streams(supervisor: Supervisor): readonly StreamStatus[];
  lanes(supervisor: Supervisor): readonly LaneStatus[];
  close(): Promise<void>;
}

export async function openLandscape(parts: LandscapeParts): Promise<Landscape> {
  const { plan, bus, log } = parts;
  const board = new StatusBoard(bus, plan.streams, log);
  const connectors = openConnectors(plan);
  const { deadLetters } = parts.store;
  const meters = new Map(
    plan.connectors.map(({ name, circuit }) => [name, new CircuitMeter(circuit)]),
  );
  const opened = await Promise.all(
    plan.streams.map((stream) =>
      openStream(parts, { stream, connectors, deadLetters, board, meters }),
    ),
  );
  await board.refresh();
  return {
    board,
    cast: {
      connectors: plan.connectors.map(({ name, circuit }) => {
        const connector = find(connectors, name);
        return { name, circuit, effects: { check: (signal) => connector.check(signal) } };
      }),
      streams: opened.map(({ stream }) => stream),
      lanes: opened
        .flatMap(({ lanes }) => lanes)
        .map(({ plan: { name, stream, connector }, effects }) => ({
          name,
          stream,
          connector,
          effects,
        })),
    },
    streamsByName: new Map(opened.map(({ atWork }) => [atWork.plan.name, atWork])),
    lanesByName: new Map(
      opened.flatMap(({ lanes }) => lanes).map((lane) => [lane.plan.name, lane]),
    ),
    connectors: (supervisor) =>
      plan.connectors.map(({ name, kind }) => ({
        name,
        kind: kind.kind,
        ...supervisor.connector(name),
      })),
    streams: (supervisor) =>
      plan.streams.map(({ name }) => board.streamStatus(name, supervisor.stream(name))),
    lanes: (supervisor) =>
      plan.streams
        .flatMap(({ lanes }) => lanes)
        .map(({ name }) => board.laneStatus(name, supervisor.lane(name))),
    async close() {
      await Promise.all([...connectors.values()].map((connector) => connector.close()));
    },
  };
}

function openConnectors(plan: HubPlan): ReadonlyMap<string, Connector> {
  return new Map(
    plan.connectors.map(({ name, kind, settings }) => [
      name,
      kind.open(settings, { name, baseDir: plan.baseDir }),
    ]),
  );
}

interface StreamContext {
  readonly stream: StreamPlan;
  readonly connectors: ReadonlyMap<string, Connector>;
  readonly deadLetters: DeadLetters;
  readonly board: StatusBoard;
  readonly meters: ReadonlyMap<string, CircuitMeter>;
}

async function openStream(shared: LandscapeParts, context: StreamContext) {
  const { bus, store, log } = shared;
  const { stream, connectors, deadLetters, board } = context;
  const ledger = store.stream(stream.name);
  const { totals, lastRun } = await ledger.load();
  board.restoreStream(stream.name, totals, lastRun);
  const lanes = await Promise.all(
    stream.lanes.map((lane) => openLane(shared, { ...context, lane })),
  );
  await ensureLog({ bus, log }, stream, ledger, board.settledByAny(stream.name));
  const connector = find(connectors, stream.connector);
  const parts = { plan: stream, connector, bus, ledger, deadLetters, board, log };
  const atWork = putStreamToWork(parts);
  return {
    atWork,
    stream: {
      name: stream.name,
      connector: stream.connector,
      effects: atWork.effects,
      syncAtStart: true,
    },
    lanes,
  };
}

/** A log that its lanes are ahead of was lost. The source is asked again for what was on its way; lanes find the rest unchanged. */
async function ensureLog(
  { bus, log }: Pick<LandscapeParts, 'bus' | 'log'>,
  { name, limits }: StreamPlan,
  ledger: StreamLedger,
  settledSeq: number,
): Promise<void> {
  const { state } = await ensureStream(bus, name, limits);
  if (state.last_seq >= settledSeq) return;
  log.warn(
    { stream: name, settledSeq, lastSeq: state.last_seq },
    'the log was lost: reading the source again',
  );
  // First, so that a crash in between comes here again.
  await ledger.save(null, { read: 0, stored: 0, skipped: 0, rejected: 0 });
  await renewStream(bus, name, limits, settledSeq + 1);
}

async function openLane(
  { bus, store, log, trip }: LandscapeParts,
  { stream, lane: plan, connectors, board, meters }: StreamContext & { readonly lane: LanePlan },
): Promise<LaneAtWork> {
  const ledger = await store.lane({
    name: plan.name,
    identity: stream.identity,
    connector: plan.connector,
    entity: plan.target.entity,
  });
  board.restoreLane(plan.name, await ledger.position(), await ledger.recovery.extent());
  const connector = find(connectors, plan.connector);
  const meter = meters.get(plan.connector) ?? new CircuitMeter();
  return putLaneToWork({
    ...{ stream, plan, connector, bus, ledger, board, log, meter },
    trip: (failure) => trip(plan.connector, failure),
  });
}

function find(connectors: ReadonlyMap<string, Connector>, name: string): Connector {
  const connector = connectors.get(name);
  if (!connector)
    throw new Failure('CONFIG_INVALID', { message: `There is no connector ${name}.` });
  return connector;
}

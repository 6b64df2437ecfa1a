import type { ActorRef } from '../../actors/index.ts';
import { deleteLog, ensureStream, extentOf, readLogs, renewStream } from '../bus/index.ts';
import type { BusConnection, KnownLogs, LogInfo, StreamExtent } from '../bus/index.ts';
import type {
  LaneMemoryName,
  OpenedLane,
  StreamLedger,
  StreamMemoryState,
} from '../store/index.ts';
import type { Mutex } from '../domain/index.ts';
import { inParallel } from '../domain/index.ts';
import { noRows } from './board-facts.ts';
import type { HubPlan, LanePlan, StreamPlan } from './config/index.ts';
import { castOf } from './cast-of.ts';
import type { AtWork, Beginners, LandscapeParts, Recasting } from './landscape.ts';
import { giveUpChanges } from './given-up-changes.ts';
import type { LaneAtWork } from './lane-effects.ts';
import { putLaneToWork } from './lane-effects.ts';
import type { OpenConnector } from './open-connectors.ts';
import { closeConnectors, findConnector } from './open-connectors.ts';
import type { OpeningGate } from './opening-gate.ts';
import { actorsOf, isSamePart, namesLeaving, onlyIn } from './parts-compared.ts';
import type { StatusBoard } from './status-board.ts';
import type { StreamAtWork } from './stream-effects.ts';
import { putStreamToWork } from './stream-effects.ts';
import type { Traffic } from './traffic.ts';
import type { TwoWayFlows } from './two-way.ts';

/** The server creates logs one at a time; more at once only wait there. */
const LOGS_AT_ONCE = 16;

export interface StagedParts extends LandscapeParts {
  readonly plan: HubPlan;
  readonly begin: Beginners;
  /** All connectors of the plan: those of `former` that go on, and those that start. */
  readonly connectors: ReadonlyMap<string, OpenConnector>;
  readonly board: StatusBoard;
  readonly flows: TwoWayFlows;
  /** Whichever these are at the time. */
  readonly lanesAtWork: ReadonlyMap<string, LaneAtWork>;
  readonly traffic: Traffic;
  /** As `Lane.suspects`. */
  readonly suspects: Mutex;
  readonly former: AtWork;
  readonly enter: (next: AtWork) => void;
  readonly gate: OpeningGate;
}

/**
 * A plan about to become the landscape: `load` its stored state when the actors it replaces are at rest; then `enter`,
 * or `discard`.
 */
export class Staged {
  readonly #parts: StagedParts;
  readonly #connectors: ReadonlyMap<string, OpenConnector>;
  readonly #streams = new Map<string, StreamAtWork>();
  readonly #lanes = new Map<string, LaneAtWork>();
  /** Positions of the lanes that start. */
  readonly #settled = new Map<string, number>();
  /** Puts what was loaded on the board. */
  readonly #shows: (() => void)[] = [];
  /** Undoes what was created in bus and store. */
  readonly #undo: (() => Promise<void>)[] = [];

  constructor(parts: StagedParts) {
    this.#parts = parts;
    this.#connectors = parts.connectors;
  }

  /** Actors that must be at rest before `load`: those that are replaced, and those no longer configured. */
  get leaving(): readonly ActorRef[] {
    const { former, begin, plan } = this.#parts;
    const lanes = plan.streams.flatMap((stream) => stream.lanes);
    return [
      ...actorsOf('connector', namesLeaving(former.connectors, plan.connectors, begin.connectors)),
      ...actorsOf('stream', namesLeaving(former.streams, plan.streams, begin.streams)),
      ...actorsOf('lane', namesLeaving(former.lanes, lanes, begin.lanes)),
    ];
  }

  /**
   * Creates what is missing in bus and store, and loads the stored state of the parts that start.
   * @throws Failure BUS_UNAVAILABLE, STORE_UNAVAILABLE, STREAM_FULL, SETUP_FAILED; then `discard`
   */
  async load(): Promise<void> {
    const { plan, bus, store, board, traffic } = this.#parts;
    const lanes = plan.streams.flatMap((stream) =>
      stream.lanes
        .filter(({ name }) => this.#begins('lane', name))
        .map((lane) => ({ stream, lane })),
    );
    const streams = plan.streams.filter(({ name }) => this.#begins('stream', name));
    const read = new Set(
      [...streams, ...lanes.map(({ stream }) => stream)].map(({ name }) => name),
    );
    const logs = await readLogs(bus, [...read]);
    const beginning = new Map(lanes.map((one) => [one.lane.name, one]));
    const ledgers = await store.lanes(
      lanes.map((one) => ({ ...memoryOf(one), priority: () => traffic.priorityOf(one.lane) })),
      async (name) => beginOf(bus, beginning.get(name), logs),
    );
    for (const { memory } of ledgers.values()) {
      if (memory.isNew) this.#undo.push(() => store.forget.lane(memory.id));
    }
    for (const { stream, lane } of lanes) this.#openLane(stream, lane, ledgers);
    const states = await store.streamStates(streams.map(({ name }) => name));
    const arrived = await store.arrivals.counts();
    for (const { name } of streams) {
      const counts = arrived.get(name);
      if (counts) this.#shows.push(() => board.restoreArrivals(name, counts));
    }
    await inParallel(streams, LOGS_AT_ONCE, (stream) =>
      this.#openStream(stream, logs, states.get(stream.name)),
    );
    this.#keepOthers();
  }

  #begins(kind: 'stream' | 'lane', name: string): boolean {
    const { former, begin } = this.#parts;
    return kind === 'stream'
      ? !former.streams.has(name) || begin.streams.has(name)
      : !former.lanes.has(name) || begin.lanes.has(name);
  }

  /** Adds the parts that stay, and puts all of them in the order of the plan. */
  #keepOthers(): void {
    const { plan, former } = this.#parts;
    const [streams, lanes] = [new Map(this.#streams), new Map(this.#lanes)];
    this.#streams.clear();
    this.#lanes.clear();
    for (const stream of plan.streams) {
      const known = former.streams.get(stream.name);
      const atWork = streams.get(stream.name) ?? (known && { ...known, plan: stream });
      if (atWork) this.#streams.set(stream.name, atWork);
      for (const { name } of stream.lanes) {
        const lane = lanes.get(name) ?? former.lanes.get(name);
        if (lane) this.#lanes.set(name, lane);
      }
    }
  }

  /** Takes over, in one step. The caller must recast the actors synchronously after it. */
  enter(): Recasting {
    const { plan, board, former, enter } = this.#parts;
    const { leaving } = this;
    for (const stream of plan.streams) {
      const { name, lanes } = stream;
      if (isSamePart(former.streams.get(name), this.#streams.get(name))) board.replan(stream);
      else board.putStream(stream);
      for (const lane of lanes) {
        if (!isSamePart(former.lanes.get(lane.name), this.#lanes.get(lane.name)))
          board.putLane(lane);
      }
    }
    for (const show of this.#shows) show();
    // Clears these, since the hub keeps the object that was staged at its start.
    this.#shows.length = 0;
    this.#undo.length = 0;
    this.#settled.clear();
    board.keepOnly(plan.streams);
    const next = { plan, connectors: this.#connectors, streams: this.#streams, lanes: this.#lanes };
    enter(next);
    return { joining: castOf(next, this.#joining(next)), leaving };
  }

  /** After `enter`: closes parts that are no longer used. */
  async closeFormer(): Promise<void> {
    const { former } = this.#parts;
    await Promise.all([
      ...Array.from(onlyIn(former.lanes, this.#lanes).values(), (lane) => lane.close()),
      ...Array.from(onlyIn(former.streams, this.#streams).values(), (stream) => stream.close()),
    ]);
    await this.giveUpChanges();
    await closeConnectors(onlyIn(former.connectors, this.#connectors).values());
  }

  /** After `enter`: lets sources drop the changes kept for streams that no longer capture them. */
  async giveUpChanges(signal?: AbortSignal): Promise<void> {
    const { bus, store, log, former } = this.#parts;
    const all = [...former.connectors, ...this.#connectors];
    const connectors = new Map(all.map(([name, { connector }]) => [name, connector]));
    const streams = this.#streams;
    const { namespace } = bus;
    await giveUpChanges({ namespace, store, log, connectors, streams }, signal);
  }

  /** Instead of `enter`: closes what was opened and undoes what was created. Tries everything. @throws the first failure */
  async discard(): Promise<void> {
    const { former } = this.#parts;
    const undone = await Promise.allSettled([
      ...this.#undo.reverse().map((undo) => undo()),
      closeConnectors(onlyIn(this.#connectors, former.connectors).values()),
    ]);
    for (const one of undone) if (one.status === 'rejected') throw one.reason;
  }

  /** Returns every actor that is new or differs from before. */
  #joining(next: AtWork): readonly ActorRef[] {
    const { former } = this.#parts;
    return [
      ...actorsOf('connector', onlyIn(next.connectors, former.connectors).keys()),
      ...actorsOf('stream', onlyIn(next.streams, former.streams).keys()),
      ...actorsOf('lane', onlyIn(next.lanes, former.lanes).keys()),
    ];
  }

  #openLane(stream: StreamPlan, plan: LanePlan, opened: ReadonlyMap<string, OpenedLane>): void {
    const { bus, board, log, batches, telemetry, flows, trip, traffic, workers } = this.#parts;
    const { suspects, requirePlace } = this.#parts;
    const priority = () => traffic.priorityOf(plan);
    const found = opened.get(plan.name);
    if (!found) throw new Error(`lane ${plan.name} was not opened`);
    const { memory: ledger, position, parked } = found;
    this.#shows.push(() => board.restoreLane(plan.name, position, parked));
    this.#settled.set(plan.name, position.settledSeq);
    const { connector, meter } = findConnector(this.#connectors, plan.connector);
    const atWork = putLaneToWork({
      ...{ stream, plan, connector, bus, ledger, board, log, meter, batches, telemetry },
      twoWay: flows.of(plan),
      ...{ traffic, suspects, requirePlace, priority, workers },
      trip: (failure) => trip(plan.connector, failure),
    });
    this.#lanes.set(plan.name, atWork);
  }

  async #openStream(
    plan: StreamPlan,
    logs: KnownLogs,
    state: StreamMemoryState | undefined,
  ): Promise<void> {
    const { bus, store, board, log, telemetry, gate, traffic, wake, onHint } = this.#parts;
    const { lanesAtWork, former } = this.#parts;
    const ledger = store.stream(plan.name);
    // A stream at work still takes arrivals, so its log may have grown since it was looked at.
    const storedSeq = former.streams.has(plan.name) ? 0 : (state?.storedSeq ?? 0);
    const found = { known: logs.get(plan.name) ?? null, storedSeq };
    const extent = await this.#ensureLog(plan, ledger, found);
    if (state) {
      this.#shows.push(() => board.restoreStream(plan.name, state.totals, state.lastRun, extent));
    }
    this.#shows.push(() => traffic.begun(plan.name));
    const { connector } = findConnector(this.#connectors, plan.connector);
    const { deadLetters } = store;
    const atWork = putStreamToWork({
      ...{
        plan,
        connector,
        bus,
        store,
        ledger,
        deadLetters,
        onHint,
        board,
        log,
        gate,
        lanesAtWork,
      },
      arrivalBookOf: (stream) => store.arrivals.of(stream),
      tracing: telemetry?.intake,
      wake: () => wake(plan.name),
    });
    if (atWork.changes) await store.captured.note({ stream: plan.name, connector: plan.connector });
    this.#streams.set(plan.name, atWork);
  }

  /**
   * Ensures that a stream's log exists. A log that ends before its lanes' positions, or before what was stored in it, was
   * lost or restored from an older backup: the source is read again from its start for records that were on their way,
   * and senders may repeat theirs; lanes find the rest unchanged.
   * @param found the log, and where it ended when the database last noted that
   * @returns the extent of the log
   */
  async #ensureLog(
    { name, limits, lanes }: StreamPlan,
    ledger: StreamLedger,
    { known, storedSeq }: { readonly known: LogInfo | null; readonly storedSeq: number },
  ): Promise<StreamExtent> {
    const { bus, store, board, log, former } = this.#parts;
    const before = former.streams.get(name)?.plan.limits;
    if (before) this.#undo.push(async () => void (await ensureStream(bus, name, before)));
    else if (known === null) this.#undo.push(() => deleteLog(bus, name));
    const info = await ensureStream(bus, name, limits, known);
    const settledSeq = Math.max(
      0,
      ...lanes.map((lane) => this.#settled.get(lane.name) ?? board.settledBy(lane.name)),
    );
    const extent = await extentOf(bus, name, info);
    const { lastSeq } = extent;
    if (lastSeq >= Math.max(settledSeq, storedSeq)) return extent;
    log.warn(
      { stream: name, settledSeq, storedSeq, lastSeq },
      'the log was lost: reading the source again',
    );
    // First, because after a crash in between only what is still noted shows that this has to be repeated.
    await store.imports.startAgain(name);
    await ledger.save(null, noRows, lastSeq);
    // After a crash in between, the noted position of the arrivals still shows that the log was lost.
    await store.arrivals.forgetStream(name);
    if (lastSeq >= settledSeq) return extent;
    await renewStream(bus, name, limits, settledSeq + 1);
    return { records: 0, bytes: 0, firstSeq: settledSeq + 1, lastSeq: settledSeq };
  }
}

interface BeginningLane {
  readonly stream: StreamPlan;
  readonly lane: LanePlan;
}

function memoryOf({ stream, lane }: BeginningLane): LaneMemoryName {
  const { name, connector, target } = lane;
  return { name, identity: stream.identity, connector, entity: target.entity };
}

/**
 * Returns the position at which a new lane starts. A new target takes the stream's history (all of the log), unless it
 * is configured to start with new records.
 */
async function beginOf(
  bus: BusConnection,
  begins: BeginningLane | undefined,
  logs: KnownLogs,
): Promise<number> {
  const info = begins && logs.get(begins.stream.name);
  if (!info) return 0;
  const { firstSeq, lastSeq } = await extentOf(bus, begins.stream.name, info);
  return begins.lane.from === 'now' ? lastSeq : Math.max(0, firstSeq - 1);
}

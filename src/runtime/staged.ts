import type { ActorRef } from '../../actors/index.ts';
import { deleteLog, ensureStream, findExtent, hasLog, renewStream } from '../bus/index.ts';
import type { StreamLedger } from '../store/index.ts';
import type { HubPlan, LanePlan, StreamPlan } from './config/index.ts';
import { castOf } from './cast-of.ts';
import type { AtWork, Beginners, LandscapeParts, Recasting } from './landscape.ts';
import { giveUpChanges } from './given-up-changes.ts';
import type { LaneAtWork } from './lane-effects.ts';
import { putLaneToWork } from './lane-effects.ts';
import type { OpenConnector } from './open-connectors.ts';
import { closeConnectors, findConnector, openConnectors } from './open-connectors.ts';
import type { StatusBoard } from './status-board.ts';
import type { StreamAtWork } from './stream-effects.ts';
import { putStreamToWork } from './stream-effects.ts';
import type { Traffic } from './traffic.ts';
import type { TwoWayFlows } from './two-way.ts';

export interface StagedParts extends LandscapeParts {
  readonly plan: HubPlan;
  readonly begin: Beginners;
  readonly board: StatusBoard;
  readonly flows: TwoWayFlows;
  readonly traffic: Traffic;
  readonly former: AtWork;
  readonly enter: (next: AtWork) => void;
}

/**
 * A plan on its way to become the landscape: `load` what is remembered, when those whose place is taken rest; then `enter`, or
 * `discard`.
 */
export class Staged {
  readonly #parts: StagedParts;
  readonly #connectors: ReadonlyMap<string, OpenConnector>;
  readonly #streams = new Map<string, StreamAtWork>();
  readonly #lanes = new Map<string, LaneAtWork>();
  /** Puts what was loaded on the board. */
  readonly #shows: (() => void)[] = [];
  /** Undoes what was made in bus and store. */
  readonly #undo: (() => Promise<void>)[] = [];

  /** @throws Failure CONFIG_INVALID */
  constructor(parts: StagedParts) {
    this.#parts = parts;
    const { plan, begin, former } = parts;
    this.#connectors = openConnectors(plan, begin.connectors, former.connectors);
  }

  /** Who has to rest before `load`: whose place is taken, and who is configured no more. */
  get leaving(): readonly ActorRef[] {
    const { former, begin, plan } = this.#parts;
    const lanes = plan.streams.flatMap((stream) => stream.lanes);
    return [
      ...gone('connector', former.connectors, plan.connectors, begin.connectors),
      ...gone('stream', former.streams, plan.streams, begin.streams),
      ...gone('lane', former.lanes, lanes, begin.lanes),
    ];
  }

  /**
   * Makes what is missing in bus and store, and reads what those who begin remember.
   * @throws Failure BUS_UNAVAILABLE, STORE_UNAVAILABLE, STREAM_FULL, SETUP_FAILED; then `discard`
   */
  async load(): Promise<void> {
    const { plan, begin, former } = this.#parts;
    for (const stream of plan.streams) {
      const lanes = await Promise.all(stream.lanes.map((lane) => this.#laneAtWork(stream, lane)));
      for (const lane of lanes) this.#lanes.set(lane.plan.name, lane);
      const known = former.streams.get(stream.name);
      const stays = known !== undefined && !begin.streams.has(stream.name);
      this.#streams.set(
        stream.name,
        stays ? { ...known, plan: stream } : await this.#openStream(stream),
      );
    }
  }

  /** Takes over, in one step. The caller recasts the actors in the same breath. */
  enter(): Recasting {
    const { plan, board, former, enter } = this.#parts;
    const { leaving } = this;
    for (const stream of plan.streams) {
      const { name, lanes } = stream;
      if (isSame(former.streams.get(name), this.#streams.get(name))) board.replan(stream);
      else board.putStream(stream);
      for (const lane of lanes) {
        if (!isSame(former.lanes.get(lane.name), this.#lanes.get(lane.name))) board.putLane(lane);
      }
    }
    for (const show of this.#shows) show();
    board.keepOnly(plan.streams);
    const next = { plan, connectors: this.#connectors, streams: this.#streams, lanes: this.#lanes };
    enter(next);
    return { joining: castOf(next, this.#joining(next)), leaving };
  }

  /** After `enter`: closes what nobody uses any more. */
  async closeFormer(): Promise<void> {
    const { former } = this.#parts;
    await Promise.all([
      ...replaced(former.lanes, this.#lanes).map((lane) => lane.close()),
      ...replaced(former.streams, this.#streams).map((stream) => stream.close()),
    ]);
    await this.giveUpChanges();
    await closeConnectors(replaced(former.connectors, this.#connectors));
  }

  /** After `enter`: sources keep no changes any more for streams that do not capture them now. */
  async giveUpChanges(signal?: AbortSignal): Promise<void> {
    const { bus, store, log, former } = this.#parts;
    const all = [...former.connectors, ...this.#connectors];
    const connectors = new Map(all.map(([name, { connector }]) => [name, connector]));
    const streams = this.#streams;
    await giveUpChanges(
      { ...{ namespace: bus.namespace, store, log, connectors, streams } },
      signal,
    );
  }

  /** Instead of `enter`: closes what was opened and takes back what was made. Tries everything. @throws the first failure */
  async discard(): Promise<void> {
    const { former } = this.#parts;
    const undone = await Promise.allSettled([
      ...this.#undo.reverse().map((undo) => undo()),
      closeConnectors(replaced(this.#connectors, former.connectors)),
    ]);
    for (const one of undone) if (one.status === 'rejected') throw one.reason;
  }

  /** Everybody who is new or another than before. */
  #joining(next: AtWork): readonly ActorRef[] {
    const { former } = this.#parts;
    return [
      ...others('connector', next.connectors, former.connectors),
      ...others('stream', next.streams, former.streams),
      ...others('lane', next.lanes, former.lanes),
    ];
  }

  async #laneAtWork(stream: StreamPlan, plan: LanePlan): Promise<LaneAtWork> {
    const known = this.#parts.former.lanes.get(plan.name);
    if (known && !this.#parts.begin.lanes.has(plan.name)) return known;
    return this.#openLane(stream, plan);
  }

  async #openLane(stream: StreamPlan, plan: LanePlan): Promise<LaneAtWork> {
    const { bus, store, board, log, batches, flows, trip, traffic } = this.#parts;
    const priority = () => traffic.priorityOf(plan);
    const name = {
      name: plan.name,
      identity: stream.identity,
      connector: plan.connector,
      entity: plan.target.entity,
    };
    // A new target takes the stream's history, unless it is to begin with what comes.
    const begin = async () => this.#placeOf(stream, plan.from);
    const ledger = await store.lane(name, begin, priority);
    if (ledger.isNew) this.#undo.push(() => store.forget.lane(ledger.id));
    const position = await ledger.position();
    const parked = await ledger.recovery.extent();
    this.#shows.push(() => board.restoreLane(plan.name, position, parked));
    this.#settled.set(plan.name, position.settledSeq);
    const { connector, meter } = findConnector(this.#connectors, plan.connector);
    return putLaneToWork({
      ...{ stream, plan, connector, bus, ledger, board, log, meter, batches },
      twoWay: flows.of(plan),
      ...{ traffic, priority },
      trip: (failure) => trip(plan.connector, failure),
    });
  }

  /** Where the lanes that begin stand. */
  readonly #settled = new Map<string, number>();

  /** Where a lane begins: behind it stands all that the log holds, or nothing. */
  async #placeOf({ name }: StreamPlan, from: LanePlan['from']): Promise<number> {
    const extent = await findExtent(this.#parts.bus, name);
    if (!extent) return 0;
    return from === 'now' ? extent.lastSeq : Math.max(0, extent.firstSeq - 1);
  }

  async #openStream(plan: StreamPlan): Promise<StreamAtWork> {
    const { bus, store, board, log, traffic, wake, onHint } = this.#parts;
    const ledger = store.stream(plan.name);
    await this.#ensureLog(plan, ledger);
    const { totals, lastRun } = await ledger.load();
    this.#shows.push(() => board.restoreStream(plan.name, totals, lastRun));
    this.#shows.push(() => traffic.begun(plan.name));
    const { connector } = findConnector(this.#connectors, plan.connector);
    const { deadLetters } = store;
    const arrivalBook = store.arrivals.of(plan.name);
    const arrived = await arrivalBook.load();
    this.#shows.push(() => board.restoreArrivals(plan.name, arrived));
    const stream = putStreamToWork({
      ...{ plan, connector, bus, ledger, deadLetters, arrivalBook, onHint, board, log },
      wake: () => wake(plan.name),
    });
    if (stream.changes) await store.captured.note({ stream: plan.name, connector: plan.connector });
    return stream;
  }

  /** A log that its lanes are ahead of was lost. The source is asked again for what was on its way; lanes find the rest unchanged. */
  async #ensureLog({ name, limits, lanes }: StreamPlan, ledger: StreamLedger): Promise<void> {
    const { bus, board, log, former } = this.#parts;
    const before = former.streams.get(name)?.plan.limits;
    if (before) this.#undo.push(async () => void (await ensureStream(bus, name, before)));
    else if (!(await hasLog(bus, name))) this.#undo.push(() => deleteLog(bus, name));
    const { state } = await ensureStream(bus, name, limits);
    const settledSeq = Math.max(
      0,
      ...lanes.map((lane) => this.#settled.get(lane.name) ?? board.settledBy(lane.name)),
    );
    if (state.last_seq >= settledSeq) return;
    log.warn(
      { stream: name, settledSeq, lastSeq: state.last_seq },
      'the log was lost: reading the source again',
    );
    // First, so that a crash in between comes here again.
    await ledger.save(null, { read: 0, stored: 0, skipped: 0, rejected: 0 });
    await renewStream(bus, name, limits, settledSeq + 1);
  }
}

/** Whether they are one at work. A stream that stays is so by another plan, of which its lanes or its schedule are others. */
function isSame(one: object | undefined, other: object | undefined): boolean {
  return one !== undefined && other !== undefined && workOf(one) === workOf(other);
}

function workOf(part: object): unknown {
  return 'effects' in part ? part.effects : part;
}

/** Those of one landscape that are not in the other any more, or are others there. */
function replaced<T extends object>(
  one: ReadonlyMap<string, T>,
  other: ReadonlyMap<string, T>,
): readonly T[] {
  return Array.from(one)
    .filter(([name, part]) => !isSame(other.get(name), part))
    .map(([, part]) => part);
}

function others<T extends object>(
  kind: ActorRef['kind'],
  one: ReadonlyMap<string, T>,
  other: ReadonlyMap<string, T>,
): readonly ActorRef[] {
  return Array.from(one)
    .filter(([name, part]) => !isSame(other.get(name), part))
    .map(([name]) => ({ kind, name }));
}

function gone(
  kind: ActorRef['kind'],
  former: ReadonlyMap<string, unknown>,
  next: readonly { readonly name: string }[],
  begin: ReadonlySet<string>,
): readonly ActorRef[] {
  const names = new Set(next.map(({ name }) => name));
  return Array.from(former.keys())
    .filter((name) => !names.has(name) || begin.has(name))
    .map((name) => ({ kind, name }));
}

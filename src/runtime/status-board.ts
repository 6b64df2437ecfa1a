import { setInterval } from 'node:timers/promises';
import type { BusConnection, StreamExtent } from '../bus/index.ts';
import { readBacklog, readExtent } from '../bus/index.ts';
import type { ChangeLag, LaneStatus, RunStatus, StreamStatus } from '../domain/index.ts';
import { inParallel } from '../domain/index.ts';
import type { ArrivalCounts, IntakeCounts, ParkedExtent, SettledBatch } from '../pipeline/index.ts';
import type { LanePosition } from '../store/index.ts';
import type { LaneFacts, LaneView, ShownSchedule, StreamFacts, StreamView } from './board-facts.ts';
import {
  addArrivals,
  addRows,
  addVerdicts,
  laneFacts,
  laneStatusOf,
  noRows,
  nothingWaits,
  streamFacts,
  streamStatusOf,
} from './board-facts.ts';
import type { LanePlan, StreamPlan } from './config/index.ts';
import type { Logger } from './log.ts';

const REFRESH_MS = 1000;
const REFRESHED_AT_ONCE = 64;

/**
 * The figures of all streams and lanes. Counts come with each page and batch; what only the bus knows (extent, backlog)
 * is read again once a second, and only where something moved.
 */
export class StatusBoard {
  readonly #bus: BusConnection;
  readonly #log: Logger;
  readonly #streams = new Map<string, StreamFacts>();
  readonly #lanes = new Map<string, LaneFacts>();
  /** By connector, since the start. */
  readonly #refused = new Map<string, number>();
  readonly #listeners = new Set<() => void>();
  #schedule: (stream: string) => ShownSchedule | null = () => null;

  constructor(bus: BusConnection, log: Logger) {
    this.#bus = bus;
    this.#log = log;
  }

  /** Shows a stream by this plan from now on. Its figures are kept if it is known. */
  putStream(plan: StreamPlan): void {
    this.#streams.set(plan.name, streamFacts(plan, this.#streams.get(plan.name)));
  }

  /** Replaces the plan of a stream that stays; its lanes or its schedule may differ. */
  replan(plan: StreamPlan): void {
    const facts = this.#stream(plan.name);
    facts.plan = plan;
    facts.stale = true;
  }

  /** Shows a lane by this plan. Its figures are kept if it is known. */
  putLane(plan: LanePlan): void {
    this.#lanes.set(plan.name, laneFacts(plan, this.#lanes.get(plan.name)));
  }

  /** Shows only these streams and their lanes. The caller tells the listeners, once the rest of the hub has changed too. */
  keepOnly(plans: readonly StreamPlan[]): void {
    const streams = new Set(plans.map(({ name }) => name));
    const lanes = new Set(plans.flatMap((plan) => plan.lanes.map(({ name }) => name)));
    for (const name of this.#streams.keys()) if (!streams.has(name)) this.#streams.delete(name);
    for (const name of this.#lanes.keys()) if (!lanes.has(name)) this.#lanes.delete(name);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    this.#listeners.forEach((listener) => listener());
  }

  /** Restores what the store kept from before the start. */
  restoreStream(
    name: string,
    totals: IntakeCounts,
    lastRun: RunStatus | null,
    extent: StreamExtent,
  ): void {
    Object.assign(this.#stream(name), { totals, run: lastRun, extent, stale: false });
  }

  restoreArrivals(name: string, arrivals: ArrivalCounts): void {
    Object.assign(this.#stream(name), { arrivals });
  }

  /** Records arrived by webhook or push. A stream that is no longer shown may still report some. */
  arrived(stream: string, added: ArrivalCounts): void {
    const facts = this.#streams.get(stream);
    if (!facts) return;
    facts.arrivals = addArrivals(facts.arrivals, added);
    this.#grew(facts);
    this.changed();
  }

  webhookRefused(connector: string): void {
    this.#refused.set(connector, this.refusedWebhooks(connector) + 1);
    this.changed();
  }

  refusedWebhooks(connector: string): number {
    return this.#refused.get(connector) ?? 0;
  }

  /** Shows what the store holds of a lane, instead of what was counted from batch to batch. */
  restoreLane(name: string, position: LanePosition, parked: ParkedExtent): void {
    Object.assign(this.#lane(name), position, { parked, askParked: () => parked, stale: true });
  }

  /** Sets where the status gets a stream's schedule. */
  showSchedules(schedule: (stream: string) => ShownSchedule | null): void {
    this.#schedule = schedule;
  }

  /** Records how far a stream that captures changes is behind. Ignores a stream that is no longer shown. */
  changesMeasured(stream: string, lag: ChangeLag): void {
    const facts = this.#streams.get(stream);
    if (!facts || JSON.stringify(facts.changes) === JSON.stringify(lag)) return;
    facts.changes = lag;
    this.changed();
  }

  runStarted(stream: string, startedAtMs: number): void {
    this.#stream(stream).run = { ...noRows, startedAtMs, finishedAtMs: null };
    this.changed();
  }

  pageStored(stream: string, added: IntakeCounts): void {
    const facts = this.#stream(stream);
    facts.totals = addRows(facts.totals, added);
    if (facts.run) facts.run = { ...facts.run, ...addRows(facts.run, added) };
    if (added.stored > 0) this.#grew(facts);
    this.changed();
  }

  /** Records entered the log by another way than the stream's runs, such as an import or a repair. */
  imported(stream: string): void {
    this.#grew(this.#stream(stream));
    this.changed();
  }

  runFinished(stream: string, finishedAtMs: number): RunStatus {
    const facts = this.#stream(stream);
    const run = { ...(facts.run ?? { ...noRows, startedAtMs: finishedAtMs }), finishedAtMs };
    facts.run = run;
    this.changed();
    return run;
  }

  batchSettled(batch: SettledBatch, nowMs: number): void {
    const facts = this.#lane(batch.lane);
    facts.counts = addVerdicts(facts.counts, batch.counts);
    facts.conflated += batch.conflated;
    facts.settledSeq = batch.lastSeq;
    facts.lastSettledAtMs = nowMs;
    facts.askParked = batch.parked;
    facts.rate.add(batch.records, nowMs);
    facts.stale = true;
    this.changed();
  }

  /** A person changed what the lane has parked, or its position. Ignores a lane that is no longer shown. */
  laneChanged(name: string, settledSeq: number, parked: ParkedExtent): void {
    const facts = this.#lanes.get(name);
    if (!facts) return;
    Object.assign(facts, { settledSeq, parked, askParked: () => parked, stale: true });
    this.changed();
  }

  /** Whether records wait for a lane, as known a second ago. */
  hasWork(lane: string): boolean {
    const { backlog, parked, stale } = this.#lane(lane);
    return stale || backlog.records > 0 || parked.records > parked.paused;
  }

  /** Returns the position of a lane; 0 for one that is not shown. */
  settledBy(lane: string): number {
    return this.#lanes.get(lane)?.settledSeq ?? 0;
  }

  /** Returns the position up to which every lane of the stream has settled everything. */
  settledByAll(stream: string): number {
    return Math.min(...this.#positions(stream));
  }

  /** Returns the position of each lane of a stream; none for one that is not shown. */
  lanePositions(stream: string): readonly { readonly name: string; readonly settledSeq: number }[] {
    const { plan } = this.#streams.get(stream) ?? {};
    return (plan?.lanes ?? []).map(({ name }) => ({ name, settledSeq: this.settledBy(name) }));
  }

  streamStatus(name: string, view: StreamView): StreamStatus {
    return streamStatusOf(this.#stream(name), view, this.#schedule(name));
  }

  laneStatus(name: string, view: LaneView, nowMs = Date.now()): LaneStatus {
    return laneStatusOf(this.#lane(name), view, nowMs);
  }

  /** Reads what only the bus knows, for everything that moved. Call once before showing anything. */
  async refresh(): Promise<void> {
    const moved = [...this.#streams.values(), ...this.#lanes.values()].filter(
      (facts) => facts.stale,
    );
    if (moved.length === 0) return;
    await inParallel(moved, REFRESHED_AT_ONCE, (facts) => this.#refreshOne(facts));
    this.changed();
  }

  /** Refreshes once a second until the signal aborts. */
  async keepFresh(signal: AbortSignal): Promise<void> {
    try {
      for await (const _tick of setInterval(REFRESH_MS, undefined, { signal, ref: false })) {
        await this.refresh().catch((error: unknown) =>
          this.#log.warn({ err: error }, 'status is stale'),
        );
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  async #refreshOne(facts: StreamFacts | LaneFacts): Promise<void> {
    facts.stale = false;
    try {
      if ('extent' in facts) {
        facts.extent = await readExtent(this.#bus, facts.plan.name);
        return;
      }
      const { stream, name } = facts.plan;
      facts.parked = facts.askParked();
      facts.backlog = this.#isAtEnd(facts)
        ? nothingWaits
        : await readBacklog(this.#bus, stream, name, facts.settledSeq);
      if (facts.backlog.records > 0 || facts.parked.records > 0) facts.stale = true;
    } catch (error) {
      facts.stale = true;
      throw error;
    }
  }

  #grew(facts: StreamFacts): void {
    facts.stale = true;
    for (const { name } of facts.plan.lanes) this.#lane(name).stale = true;
  }

  /** A lane at the end of the log has no backlog, so the bus need not be asked. */
  #isAtEnd({ plan, settledSeq }: LaneFacts): boolean {
    return this.#bus.growth.end(plan.stream) <= settledSeq;
  }

  #positions(stream: string): number[] {
    return this.#stream(stream).plan.lanes.map(({ name }) => this.#lane(name).settledSeq);
  }

  #stream(name: string): StreamFacts {
    const facts = this.#streams.get(name);
    if (!facts) throw new Error(`no stream ${name}`);
    return facts;
  }

  #lane(name: string): LaneFacts {
    const facts = this.#lanes.get(name);
    if (!facts) throw new Error(`no lane ${name}`);
    return facts;
  }
}

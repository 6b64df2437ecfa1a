import { Failure } from '../domain/index.ts';
import type { Doubt } from './doubt.ts';
import { isSuspicious } from './doubt.ts';
import { giveWay } from './give-way.ts';
import type { Batch } from './item.ts';
import { bury, toBatch, toParkedBatch } from './item.ts';
import type { Lane } from './lane.ts';
import type { Parking } from './parking.ts';
import type { Claim, DrainStart, LaneReader, ParkedPlace, ParkedRecord } from './ports.ts';
import { conflate } from './steps/conflate.ts';
import { link } from './steps/link.ts';
import { validate } from './steps/validate.ts';

/** Fewer than a batch, so that what is parked takes less of the lane than what is fresh while both have work. */
const PARKED_BATCH = 250;
/** The record that kills is among these: two batches under way and two read ahead. */
const SUSPECTS = 4_000;
/** So often a record may be alone on the path when the process dies. */
const MAX_SUSPICIONS = 3;
const LONGEST_WAIT_MS = 60_000;
/** Parked records that let others go first ask so often whether they still have to. */
const HELD_MS = 250;
/** A lane that had nothing to do for so long rests. */
const REST_AFTER_MS = 60_000;

/** A batch whose turn it is, validated, with the claims of its keys. */
export interface Turn {
  readonly batch: Batch;
  readonly claims: ReadonlyMap<string, Claim>;
}

interface LookAhead {
  readonly turn: Promise<Turn>;
  /** Whether its records have arrived. */
  arrived: boolean;
}

export interface TurnsOptions {
  readonly lane: Lane;
  readonly reader: LaneReader;
  readonly parking: Parking;
  readonly start: DrainStart;
  readonly doubt: Doubt;
  /** Resolves when every batch that was carried is settled. @throws what the settling threw */
  readonly untilSettled: () => Promise<void>;
  readonly signal: AbortSignal;
  /** Default 60,000. */
  readonly restAfterMs?: number | undefined;
}

/** Decides what comes next on a lane's path: fresh records, or parked ones whose time has come; by turns when both wait. */
export class Turns {
  readonly #options: TurnsOptions;
  #fresh: LookAhead | null = null;
  #parkedBefore = false;
  #suspects: number;
  /** Batches that were read with the one before. */
  #read: Batch[] = [];

  constructor(options: TurnsOptions) {
    this.#options = options;
    this.#suspects = isSuspicious(options.start) ? SUSPECTS : 0;
  }

  /** Whether records have to go one by one, each settled before the next is read. */
  get cautious(): boolean {
    return this.#suspects > 0;
  }

  /** Begins to read, validate and link what comes next, while something else is delivered. */
  lookAhead(): void {
    const { parking, lane } = this.#options;
    if (this.cautious || this.#fresh || parking.size >= lane.maxParked) return;
    this.#begin();
  }

  /**
   * Waits for a batch.
   * @returns null when the lane may rest: for a while nothing has come, nothing is parked that a time would free, and the log is read
   * @throws whatever reading and linking throw; the signal's reason when it aborts
   */
  async next(): Promise<Turn | null> {
    const { parking, lane, signal, restAfterMs = REST_AFTER_MS } = this.#options;
    for (let restAtMs = Date.now() + restAfterMs; ;) {
      signal.throwIfAborted();
      if (Date.now() >= restAtMs) {
        if (await this.#mayRest()) return null;
        restAtMs = Date.now() + restAfterMs;
      }
      if (!this.#fresh && (parking.size < lane.maxParked || this.#mayHold)) this.#begin();
      const dueAtMs = parking.dueAtMs() ?? Infinity;
      const freshFirst = this.#parkedBefore && this.#fresh?.arrived === true;
      const isDue = dueAtMs <= Date.now();
      const isHeld = isDue && (await this.#areHeld());
      const turn =
        isDue && !freshFirst && !isHeld
          ? await this.#takeParked()
          : await this.#takeFresh(Math.min(isHeld ? Date.now() + HELD_MS : dueAtMs, restAtMs));
      if (turn) return turn;
    }
  }

  /** Whether fresh records may have to go first, also where so many are parked that no others are taken. */
  get #mayHold(): boolean {
    const { lane, doubt } = this.#options;
    return lane.semantics === 'state' && !doubt.isOver;
  }

  /**
   * Whether parked records let fresh ones go first: the drain before may have delivered newer versions of their things and not
   * settled them. A target that knows those again, and keeps no versions, would end with the older one.
   */
  async #areHeld(): Promise<boolean> {
    const { reader, doubt, untilSettled } = this.#options;
    if (!this.#mayHold) return false;
    const fresh = () => this.#fresh?.arrived === true;
    if (fresh()) return true;
    await untilSettled();
    // What has been taken meanwhile is behind the end, but not delivered.
    if (!(await reader.atEnd()) || fresh()) return true;
    doubt.readAll();
    return false;
  }

  /** What has arrived is in no time a batch; it is looked for last, since the others take time. */
  async #mayRest(): Promise<boolean> {
    const { parking, reader, doubt, untilSettled } = this.#options;
    if (parking.dueAtMs() !== null) return false;
    await untilSettled();
    if (!(await reader.atEnd()) || parking.dueAtMs() !== null || this.#fresh?.arrived === true) {
      return false;
    }
    doubt.readAll();
    return true;
  }

  /** Waits for what was begun, whatever becomes of it. */
  async close(): Promise<void> {
    await Promise.allSettled([this.#fresh?.turn]);
  }

  #begin(): void {
    const ready = this.#read.shift();
    const fresh: LookAhead = ready
      ? { turn: this.#linked(ready), arrived: true }
      : { turn: this.#approach(() => (fresh.arrived = true)), arrived: false };
    fresh.turn.catch(() => undefined); // Awaited by `next` or `close`; until then its failure is not unhandled.
    this.#fresh = fresh;
  }

  /** The part of the path that needs no answer about the batches before: read, validate, link. */
  async #approach(arrived: () => void): Promise<Turn> {
    const [batch, ...others] = await this.#readOn(arrived);
    this.#read = others;
    return this.#linked(batch);
  }

  /**
   * The next batch, validated. Of state, all that is in doubt, conflated. Where records go one by one nothing is read on: each had to be
   * validated, and any may be the one that kills; older versions wait for newer ones instead.
   */
  async #readOn(arrived: () => void): Promise<[Batch, ...Batch[]]> {
    const { reader, lane, doubt, signal } = this.#options;
    const read = async () => {
      const batch = toBatch(await reader.take(signal, this.cautious ? 1 : lane.batchSize()));
      arrived();
      lane.onTaken();
      doubt.read(batch.items);
      if (!doubt.isOver && (await reader.allTaken())) doubt.readAll();
      await giveWay(batch.items);
      await this.#validate(batch);
      return batch;
    };
    const batches: [Batch, ...Batch[]] = [await read()];
    while (doubt.hasUnread && !this.cautious) batches.push(await read());
    if (lane.semantics === 'state') conflate(batches.flatMap(({ items }) => items));
    return batches;
  }

  async #validate(batch: Batch): Promise<void> {
    const { lane, signal } = this.#options;
    if (this.cautious) await this.#suspect(batch);
    await batch.clock.wait('validate', () => validate(batch.items, lane, signal));
  }

  async #linked(batch: Batch): Promise<Turn> {
    const { lane } = this.#options;
    // Of a thing that the flow's other lane is creating its own stream may read already: claimed before that is settled, it would
    // become a second thing.
    const claims = lane.twoWay
      ? new Map<string, Claim>()
      : await batch.clock.wait('link', () => link(batch, lane.ledger));
    return { batch, claims };
  }

  /** Notes who is about to be tried; a record that was alone on the path too often when the process died is not tried again. */
  async #suspect(batch: Batch): Promise<void> {
    this.#suspects--;
    for (const item of batch.items) {
      const times = await this.#options.lane.ledger.suspect(item.record.seq);
      if (times > MAX_SUSPICIONS) bury(item, poisoned(MAX_SUSPICIONS));
    }
  }

  /** @returns null when all of them are gone, since somebody discarded them */
  async #takeParked(): Promise<Turn | null> {
    const { parking, lane, start, untilSettled } = this.#options;
    // A short wait may be over before the batch that parked the record is settled; until then the ledger does not know of it.
    await untilSettled();
    const places = parking.takeDue(Date.now(), this.cautious ? 1 : PARKED_BATCH);
    const records = await lane.ledger.parked(places.map(({ seq }) => seq));
    const found = new Set(records.map(({ record }) => record.seq));
    for (const place of places) if (!found.has(place.seq)) parking.remove(place);
    this.#parkedBefore = true;
    if (records.length === 0) return null;
    const batch = toParkedBatch(retraced(records, places), start.inDoubt);
    await this.#validate(batch);
    if (lane.semantics === 'state') conflate(batch.items);
    return this.#linked(batch);
  }

  /** @returns null when something parked is due before anything fresh has come */
  async #takeFresh(dueAtMs: number): Promise<Turn | null> {
    if (!this.#fresh?.arrived) await this.#untilDue(dueAtMs);
    if (!this.#fresh?.arrived) return null;
    const fresh = await this.#fresh.turn;
    this.#options.doubt.gaveOut(fresh.batch.items);
    this.#fresh = null;
    this.#parkedBefore = false;
    return fresh;
  }

  /** Until that time, something fresh or the stop, whatever is first. */
  async #untilDue(dueAtMs: number): Promise<void> {
    const { signal } = this.#options;
    if (signal.aborted) return;
    const { promise: due, resolve } = Promise.withResolvers<undefined>();
    const stopped = () => {
      resolve(undefined);
    };
    const timer = setTimeout(stopped, Math.min(LONGEST_WAIT_MS, Math.max(0, dueAtMs - Date.now())));
    signal.addEventListener('abort', stopped);
    try {
      await Promise.race([due, ...(this.#fresh ? [this.#fresh.turn] : [])]);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stopped);
    }
  }
}

/** The ledger does not keep of a record that it is traced, its place does. */
function retraced(
  records: readonly ParkedRecord[],
  places: readonly ParkedPlace[],
): readonly ParkedRecord[] {
  const traced = new Map(
    places.flatMap(({ seq, traceParent }) => (traceParent ? [[seq, traceParent] as const] : [])),
  );
  if (traced.size === 0) return records;
  return records.map((parked) => {
    const traceParent = traced.get(parked.record.seq);
    return traceParent ? { ...parked, record: { ...parked.record, traceParent } } : parked;
  });
}

function poisoned(times: number): Failure {
  return new Failure('RECORD_POISONED', {
    message: `The hub died ${times} times while it worked on this record alone; it was not tried again.`,
  });
}

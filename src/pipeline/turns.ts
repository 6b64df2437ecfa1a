import { Caution } from './caution.ts';
import type { Doubt } from './doubt.ts';
import { giveWay } from './give-way.ts';
import type { Batch } from './item.ts';
import { toBatch, toParkedBatch } from './item.ts';
import type { Lane } from './lane.ts';
import type { Parking } from './parking.ts';
import type { Claim, DrainStart, LaneReader, ParkedPlace, ParkedRecord } from './ports.ts';
import { conflate } from './steps/conflate.ts';
import { link } from './steps/link.ts';
import { validate } from './steps/validate.ts';

/** Smaller than a batch, so that parked records take less of the lane's time than fresh ones while both wait. */
const PARKED_BATCH = 250;
const LONGEST_WAIT_MS = 60_000;
/** How often it is checked whether parked records still have to let fresh ones go first. */
const HELD_MS = 250;
/** A drain ends after this time without work. */
const REST_AFTER_MS = 60_000;

/** The next batch for the path, validated, with the claims of its keys. */
export interface Turn {
  readonly batch: Batch;
  readonly claims: ReadonlyMap<string, Claim>;
}

interface LookAhead {
  readonly turn: Promise<Turn>;
  /** Whether its records have arrived. */
  arrived: boolean;
  /** Whether it was only read: the rest of its approach waits until nothing else is on the path. */
  readonly isRaw: boolean;
}

export interface TurnsOptions {
  readonly lane: Lane;
  readonly reader: LaneReader;
  readonly parking: Parking;
  readonly start: DrainStart;
  readonly doubt: Doubt;
  /** Resolves when every batch that was carried is settled. @throws whatever settling threw */
  readonly untilSettled: () => Promise<void>;
  readonly signal: AbortSignal;
  /** Default 60,000. */
  readonly restAfterMs?: number | undefined;
}

/** Chooses the next batch on a lane's path: fresh records, or parked ones that are due. When both wait, they take turns. */
export class Turns {
  readonly #options: TurnsOptions;
  #fresh: LookAhead | null = null;
  #parkedBefore = false;
  readonly #caution: Caution;
  /** Batches that were read together with the previous one. */
  #read: Batch[] = [];

  constructor(options: TurnsOptions) {
    this.#options = options;
    this.#caution = new Caution(options.lane, options.start);
  }

  /** Whether each batch has to be settled before the next one begins. */
  get cautious(): boolean {
    return !this.#caution.isOver;
  }

  /** Begins to read, validate and link the next batch while another one is delivered. */
  lookAhead(): void {
    const { parking, lane } = this.#options;
    if (this.cautious || this.#fresh || parking.size >= lane.maxParked) return;
    // Records that are taken early do not gather.
    if (!lane.target.untilReady) this.#begin();
  }

  /**
   * Waits for a batch. While the lane is cautious, the previous one has to be settled.
   * @returns null when the drain may end: nothing has come for a while, no parked record has a due time, and the log is read
   * @throws whatever reading and linking throw; the signal's reason when it aborts
   */
  async next(): Promise<Turn | null> {
    const { parking, lane, signal, restAfterMs = REST_AFTER_MS } = this.#options;
    this.#caution.passed();
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

  /** Whether fresh records may have to go first, even if so many records are parked that no fresh ones are taken otherwise. */
  get #mayHold(): boolean {
    const { lane, doubt } = this.#options;
    return lane.semantics === 'state' && !doubt.isOver;
  }

  /**
   * Whether parked records let fresh ones go first. The previous drain may have delivered newer versions of their things without
   * settling them. A target that recognises those as repetitions, and keeps no versions, would end with the older one.
   */
  async #areHeld(): Promise<boolean> {
    const { reader, doubt, untilSettled } = this.#options;
    if (!this.#mayHold) return false;
    const fresh = () => this.#fresh?.arrived === true;
    if (fresh()) return true;
    await untilSettled();
    // Fresh records may have been taken during the last await, and are not delivered yet.
    if (!(await reader.atEnd()) || fresh()) return true;
    doubt.readAll();
    return false;
  }

  /** Whether the drain may end. Checks last whether fresh records have arrived, since the other checks take time. */
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

  /** Waits for the batch that was begun, whether it succeeds or fails. */
  async close(): Promise<void> {
    this.#caution.close();
    await Promise.allSettled([this.#fresh?.turn]);
  }

  #begin(): void {
    const ready = this.#read.shift();
    const arrived = () => (fresh.arrived = true);
    const isRaw = this.cautious;
    const fresh: LookAhead = ready
      ? { turn: this.#linked(ready), arrived: true, isRaw: false }
      : { turn: isRaw ? this.#raw(arrived) : this.#approach(arrived), arrived: false, isRaw };
    fresh.turn.catch(() => undefined); // Awaited by `next` or `close`; until then its failure is not unhandled.
    this.#fresh = fresh;
  }

  /** Performs the part of the path that does not depend on earlier batches: read, validate, link. */
  async #approach(arrived: () => void): Promise<Turn> {
    const [batch, ...others] = await this.#readOn(arrived);
    this.#read = others;
    return this.#linked(batch);
  }

  /** Reads and validates the next batch; with state, all records in doubt at once, conflated. */
  async #readOn(arrived: () => void): Promise<[Batch, ...Batch[]]> {
    const { lane, doubt } = this.#options;
    const read = async () => {
      const batch = await this.#take(arrived);
      await this.#validate(batch);
      return batch;
    };
    const batches: [Batch, ...Batch[]] = [await read()];
    while (doubt.hasUnread) batches.push(await read());
    if (lane.semantics === 'state') conflate(batches.flatMap(({ items }) => items));
    return batches;
  }

  /**
   * Reads the next batch of a cautious lane. Records in doubt are not read at once: they would have to be validated, and any may be
   * the one that kills the process. Older versions wait for newer ones instead.
   */
  async #raw(arrived: () => void): Promise<Turn> {
    return { batch: await this.#take(arrived), claims: new Map() };
  }

  async #take(arrived: () => void): Promise<Batch> {
    const { reader, lane, doubt, signal } = this.#options;
    await lane.target.untilReady?.(signal);
    // Few batches take no room from more urgent lanes, so they may be full.
    const size = lane.target.untilReady ? Infinity : lane.batchSize();
    const limit = Math.min(size, this.#caution.limit({ parked: false }));
    const batch = toBatch(await reader.take(signal, limit));
    arrived();
    lane.onTaken();
    doubt.read(batch.items);
    if (!doubt.isOver && (await reader.allTaken())) doubt.readAll();
    await giveWay(batch.items);
    return batch;
  }

  async #validate(batch: Batch): Promise<void> {
    const { lane, signal } = this.#options;
    await batch.clock.wait('validate', () => validate(batch.items, lane, signal));
  }

  /** Performs the approach of a batch that was only read. While the lane is cautious, nothing else is on the path. */
  async #prepared(batch: Batch): Promise<Turn> {
    const { lane, signal } = this.#options;
    await this.#caution.try(batch, signal);
    await this.#validate(batch);
    if (lane.semantics === 'state') conflate(batch.items);
    return this.#linked(batch);
  }

  async #linked(batch: Batch): Promise<Turn> {
    const { lane } = this.#options;
    // The flow's other lane may be creating a thing that this stream already reads. Claimed before that is settled, it would become
    // a second thing.
    const claims = lane.twoWay
      ? new Map<string, Claim>()
      : await batch.clock.wait('link', () => link(batch, lane.ledger));
    return { batch, claims };
  }

  /** @returns null when all due records are gone, since somebody discarded them */
  async #takeParked(): Promise<Turn | null> {
    const { parking, lane, start, untilSettled } = this.#options;
    // A record may be due before the batch that parked it is settled; until then the ledger does not hold it.
    await untilSettled();
    const limit = Math.min(PARKED_BATCH, this.#caution.limit({ parked: true }));
    const places = parking.takeDue(Date.now(), limit);
    const records = await lane.ledger.parked(places.map(({ seq }) => seq));
    const found = new Set(records.map(({ record }) => record.seq));
    for (const place of places) if (!found.has(place.seq)) parking.forget(place);
    this.#parkedBefore = true;
    if (records.length === 0) return null;
    const { inDoubt } = start;
    const { semantics } = lane;
    return this.#prepared(toParkedBatch(retraced(records, places), { inDoubt, semantics }));
  }

  /** @returns null when a parked record is due before a fresh one has come */
  async #takeFresh(dueAtMs: number): Promise<Turn | null> {
    if (!this.#fresh?.arrived) await this.#untilDue(dueAtMs);
    if (!this.#fresh?.arrived) return null;
    const { turn, isRaw } = this.#fresh;
    const read = await turn;
    const fresh = isRaw ? await this.#prepared(read.batch) : read;
    this.#options.doubt.gaveOut(fresh.batch.items);
    this.#fresh = null;
    this.#parkedBefore = false;
    return fresh;
  }

  /** Waits for that time, a fresh batch or the stop, whichever comes first. */
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

/** Restores the `traceParent` of records from their places, since the ledger does not keep it. */
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

import { setTimeout } from 'node:timers/promises';
import type { Supervisor } from '../../actors/index.ts';
import type { Schedules } from '../bus/index.ts';
import type { Command } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { PassedTimes, ScheduleBook, StoredSchedule } from '../store/index.ts';
import { timetableText } from './config/index.ts';
import type { Logger } from './log.ts';
import type { ShownSchedule } from './board-facts.ts';
import type { Timetable } from './timetable/index.ts';
import { beginOf, isInHours, nextDue, passedSince } from './timetable/index.ts';

/** A tick comes within a second or two; a time noticed later than this counts as missed. */
export const LATE_AFTER_MS = 10_000;
const CHECK_EVERY_MS = 5_000;
const AT_ONCE = 100;

export interface TimekeeperParts {
  readonly schedules: Schedules;
  readonly book: ScheduleBook;
  readonly log: Logger;
  /** Executes what is due. */
  readonly supervisor: () => Pick<Supervisor, 'send' | 'stream'>;
}

interface Entry {
  readonly stream: string;
  readonly timetable: Timetable;
  dueMs: number;
  beginMs: number;
  lastDueMs: number | null;
  ordered: number;
  missed: number;
  skipped: number;
  /** Whether its tick is set in the bus. */
  set: boolean;
}

/**
 * Knows when streams are read automatically. The next time of each is in PostgreSQL and, as a schedule that sends a
 * tick, in NATS. Only the hub that moves the row from one time to the next may act on that time: so each time makes at
 * most one run, even when its tick is delivered twice or another hub takes over in between; and times that passed while
 * no hub was running are known.
 */
export class Timekeeper {
  readonly #parts: TimekeeperParts;
  readonly #entries = new Map<string, Entry>();

  constructor(parts: TimekeeperParts) {
    this.#parts = parts;
  }

  /**
   * Enters the timetables of a configuration at the start, removes all others, and passes over missed times.
   * @param start `all`: every stream owes a run, if its working hours allow it
   * @returns the streams that owe a run: their last one failed, they missed a time and catch up, or they are new
   * @throws Failure BUS_UNAVAILABLE, STORE_UNAVAILABLE
   */
  async begin(
    timetables: ReadonlyMap<string, Timetable>,
    { nowMs, all }: { readonly nowMs: number; readonly all: boolean },
  ): Promise<ReadonlySet<string>> {
    const { schedules, book } = this.#parts;
    const names = [...timetables.keys()];
    const standing = await schedules.keepOnly(names);
    await book.keepOnly(names);
    const before = new Map((await book.load()).map((row) => [row.stream, row]));
    const fresh = new Set(
      names.filter((name) => {
        const row = before.get(name);
        if (row?.timetable !== keyOf(timetables, name)) return true;
        return isBeyondNext(row.dueMs, present(timetables, name), nowMs);
      }),
    );
    await book.begin(
      Array.from(fresh, (name) => newSchedule(name, present(timetables, name), nowMs)),
    );
    const changes = names
      .filter((name) => !fresh.has(name))
      .flatMap((name) => missedOf(present(before, name), present(timetables, name), nowMs));
    const ours = await book.pass(changes);
    const ordered = changes.filter(({ orderedAtMs }) => orderedAtMs !== null).map(streamOf);
    const caughtUp = new Set(ordered.filter((stream) => ours.has(stream)));
    const moved = new Set([...fresh, ...changes.map(streamOf)]);
    const owed = new Set<string>();
    for (const row of await book.load()) {
      const timetable = present(timetables, row.stream);
      const set = standing.has(row.stream) && !moved.has(row.stream);
      this.#entries.set(row.stream, { ...entryOf(row, timetable), set });
      const owes = all || row.owed || caughtUp.has(row.stream);
      if (owes && isInHours(timetable, nowMs)) owed.add(row.stream);
    }
    await this.#setAll();
    return owed;
  }

  /** Returns what status shows of a stream's schedule; null without one. */
  status(stream: string): ShownSchedule | null {
    const entry = this.#entries.get(stream);
    if (!entry) return null;
    const { timetable, beginMs, lastDueMs, ordered, missed, skipped } = entry;
    const text = timetableText(timetable);
    const schedule = { text, lastDueAtMs: lastDueMs, ordered, missed, skipped };
    return { nextRunAtMs: beginMs, schedule };
  }

  /** Replaces the timetable of a stream by one that begins now. @throws Failure BUS_UNAVAILABLE, STORE_UNAVAILABLE */
  async set(stream: string, timetable: Timetable): Promise<void> {
    const { book } = this.#parts;
    await book.begin([newSchedule(stream, timetable, Date.now())]);
    const [row] = await book.load([stream]);
    if (row) await this.#enter(row, timetable);
  }

  /** Removes the timetable: the stream is then read on command only. @throws Failure BUS_UNAVAILABLE */
  async remove(stream: string): Promise<void> {
    this.#entries.delete(stream);
    await this.#parts.schedules.remove(stream);
  }

  /**
   * Handles a tick of the bus. A tick whose time has already been passed changes nothing.
   * @throws Failure BUS_UNAVAILABLE, STORE_UNAVAILABLE
   */
  async tick({ name, dueAtMs }: Command, signal: AbortSignal): Promise<void> {
    const entry = this.#entries.get(name);
    if (entry && entry.dueMs === dueAtMs) await this.#pass(entry, signal);
  }

  /**
   * Notes a sync that was accepted: if its run cannot begin before the hub ends, it is made up for after the next start.
   * @throws Failure STORE_UNAVAILABLE
   */
  async owe(stream: string, acceptedAtMs: number): Promise<void> {
    if (this.#entries.has(stream)) await this.#parts.book.owe(stream, acceptedAtMs);
  }

  /**
   * Until the signal aborts: orders late the runs whose tick did not come, retries ticks that could not be set, and
   * computes times again when the clock was put back.
   */
  async keepTime(signal: AbortSignal): Promise<void> {
    const { log } = this.#parts;
    let checkedAtMs = Date.now();
    while (!signal.aborted) {
      try {
        const nowMs = Date.now();
        if (nowMs < checkedAtMs) await this.#followBack(nowMs);
        checkedAtMs = nowMs;
        for (const entry of this.#entries.values()) {
          if (Date.now() - entry.beginMs <= LATE_AFTER_MS) continue;
          log.warn(
            { stream: entry.stream },
            'a tick did not arrive; its time is handled without it',
          );
          await this.#pass(entry, signal);
        }
        await this.#setAll();
      } catch (error) {
        if (!signal.aborted)
          log.warn({ err: error }, 'schedules could not be checked; trying again');
      }
      await setTimeout(CHECK_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** Otherwise nothing would be read until the clock is again where it was. */
  async #followBack(nowMs: number): Promise<void> {
    const { log } = this.#parts;
    log.warn('the clock was put back: the next times of all schedules are computed again');
    for (const { stream, timetable, dueMs } of [...this.#entries.values()]) {
      if (isBeyondNext(dueMs, timetable, nowMs)) await this.set(stream, timetable);
    }
  }

  async #pass(entry: Entry, signal: AbortSignal): Promise<void> {
    const { stream, timetable, dueMs } = entry;
    const { book, supervisor } = this.#parts;
    const nowMs = Date.now();
    const { count, lastMs, nextMs } = passed(timetable, dueMs, nowMs);
    const inTime = nowMs - beginOf(timetable, stream, lastMs) <= LATE_AFTER_MS;
    const due = inTime || (timetable.catchUp === 'once' && isInHours(timetable, nowMs));
    const { state } = supervisor().stream(stream);
    const busy = timetable.overlap === 'skip' && state === 'reading';
    // A stream at rest makes up with one run for all times that pass meanwhile.
    const begins = !busy && (state === 'idle' || state === 'reading');
    const ordered = due && !busy;
    const change = {
      ...{ stream, dueMs, nextDueMs: nextMs, lastDueMs: lastMs },
      orderedAtMs: ordered ? nowMs : null,
      missed: inTime ? count - 1 : count,
      skipped: due && !begins ? 1 : 0,
    };
    const isOurs = (await book.pass([change])).has(stream);
    try {
      if (isOurs && ordered) await supervisor().send(syncCommand(stream, lastMs), signal);
    } finally {
      await this.#goOn(entry);
    }
  }

  /** Continues from the state in the store, unless the stream meanwhile has another timetable, or none. */
  async #goOn(entry: Entry): Promise<void> {
    const { stream, timetable } = entry;
    const [row] = await this.#parts.book.load([stream]);
    if (row && this.#entries.get(stream) === entry) await this.#enter(row, timetable);
  }

  async #enter(row: StoredSchedule, timetable: Timetable): Promise<void> {
    const entry = entryOf(row, timetable);
    this.#entries.set(row.stream, entry);
    await this.#setOne(entry);
  }

  async #setAll(): Promise<void> {
    const unset = [...this.#entries.values()].filter(({ set }) => !set);
    for (let from = 0; from < unset.length; from += AT_ONCE) {
      await Promise.all(unset.slice(from, from + AT_ONCE).map((entry) => this.#setOne(entry)));
    }
  }

  async #setOne(entry: Entry): Promise<void> {
    await this.#parts.schedules.set(entry);
    entry.set = true;
  }
}

function newSchedule(stream: string, timetable: Timetable, nowMs: number) {
  const dueMs = nextDue(timetable, nowMs);
  if (dueMs === null) throw neverDue();
  return { stream, timetable: JSON.stringify(timetable), dueMs };
}

/** Whether a schedule's next time was computed by a clock that has been put back since. */
function isBeyondNext(dueMs: number, timetable: Timetable, nowMs: number): boolean {
  return dueMs > (nextDue(timetable, nowMs) ?? dueMs);
}

/** Returns the times of a schedule that passed while no hub was running. */
function missedOf(
  { stream, dueMs }: StoredSchedule,
  timetable: Timetable,
  nowMs: number,
): PassedTimes[] {
  if (beginOf(timetable, stream, dueMs) > nowMs) return [];
  const { count, lastMs, nextMs } = passed(timetable, dueMs, nowMs);
  const catchesUp = timetable.catchUp === 'once' && isInHours(timetable, nowMs);
  const times = { stream, dueMs, nextDueMs: nextMs, lastDueMs: lastMs };
  return [{ ...times, orderedAtMs: catchesUp ? nowMs : null, missed: count, skipped: 0 }];
}

function passed(timetable: Timetable, dueMs: number, nowMs: number) {
  const times = passedSince(timetable, dueMs, nowMs);
  if (times === null) throw neverDue();
  return times;
}

function neverDue(): Failure {
  return new Failure('CONFIG_INVALID', { message: 'A schedule has no further time.' });
}

function entryOf(row: StoredSchedule, timetable: Timetable): Entry {
  const { stream, dueMs } = row;
  const beginMs = beginOf(timetable, stream, dueMs);
  const { lastDueMs, ordered, missed, skipped } = row;
  const counts = { lastDueMs, ordered, missed, skipped };
  return { stream, timetable, dueMs, beginMs, ...counts, set: false };
}

function syncCommand(name: string, dueMs: number): Command {
  const id = `tick/${name}/${dueMs}`;
  return { id, kind: 'stream', name, action: 'sync', requestedBy: 'schedule' };
}

function keyOf(timetables: ReadonlyMap<string, Timetable>, name: string): string {
  return JSON.stringify(present(timetables, name));
}

function streamOf({ stream }: PassedTimes): string {
  return stream;
}

function present<T>(map: ReadonlyMap<string, T>, name: string): T {
  const value = map.get(name);
  if (value === undefined) throw new Error(`no schedule of ${name}`);
  return value;
}

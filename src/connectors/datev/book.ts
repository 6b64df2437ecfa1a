import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../connector-api/index.ts';
import { Mutex } from '../../domain/index.ts';
import { withLock } from '../common/with-lock.ts';
import type { Calendar } from './calendar.ts';
import type { Format } from './formats.ts';
import { formats } from './formats.ts';
import { handOver, moveFiles, prefixOf } from './hand-over.ts';
import { Journal } from './journal.ts';
import type { Entry } from './journal-lines.ts';
import { needFolder } from './need-folder.ts';
import type { DatevSettings, HandOver } from './spec.ts';

/** So many changed things are handed over at once: a bulk import must not gather in memory until the day ends. */
const MAX_CHANGED = 50_000;
/** How much of a local time (`2026-03-31 13:45:00`) names its hour, day or month. */
const CHARS: Readonly<Record<HandOver, number>> = { hourly: 13, daily: 10, monthly: 7 };

export interface BookParts {
  readonly lane: string;
  /** The folder of the connector. */
  readonly folder: string;
  readonly settings: DatevSettings;
  readonly calendar: Calendar;
  readonly now: () => number;
}

/** An entry to be written. */
export type Change = Omit<Entry, 'atMs'> & { readonly forced: boolean };

/** What one lane has delivered, and what of it was handed over. Everything that writes waits for its turn. */
export class Book {
  readonly #parts: BookParts;
  readonly #turns = new Mutex();
  #journal: Journal | null = null;
  /** The journal whose last files are known to be in their place. Another hand-over would remove what is not. */
  #settled: Journal | null = null;
  #wasOpen = false;

  constructor(parts: BookParts) {
    this.#parts = parts;
  }

  /** Writes those of the changes that are not known yet. Resolves when they are on disk. @returns the ones written */
  async write(
    entity: string,
    changes: readonly Change[],
    signal: AbortSignal,
  ): Promise<ReadonlySet<Change>> {
    return this.#alone(signal, async () => {
      const journal = (await this.#open()) ?? (await this.#begin(entity));
      if (journal.owner.entity !== entity) throw this.#foreign(journal);
      const last = await journal.last(changes.map(({ key }) => key));
      const fresh = changes.filter((one, nth) => isFresh(one, last[nth] ?? null));
      const atMs = this.#parts.now();
      if (fresh.length > 0)
        await journal.append(fresh.map(({ forced: _, ...entry }) => ({ ...entry, atMs })));
      if (journal.changed.size >= MAX_CHANGED || this.#isDue(journal))
        await this.#handOver(journal);
      return new Set(fresh);
    });
  }

  /** Hands over what is due. @param all also what is not due yet */
  async handOver(all: boolean, signal: AbortSignal): Promise<void> {
    const owes = (journal: Journal) => journal.changed.size > 0 && (all || this.#isDue(journal));
    const journal = await this.read((found) => found, signal);
    // Asked every few seconds, and mostly in vain.
    if (!journal || (journal === this.#settled && !owes(journal))) return;
    await this.#alone(signal, async () => {
      const journal = await this.#open();
      if (journal && owes(journal)) await this.#handOver(journal);
    });
  }

  /** Reads something in the journal, which is null if nothing was delivered yet. Writes nothing. */
  async read<Answer>(
    ask: (journal: Journal | null) => Promise<Answer> | Answer,
    signal: AbortSignal,
  ): Promise<Answer> {
    return this.#inTurn(signal, async () => ask(await this.#current()));
  }

  async close(): Promise<void> {
    const journal = this.#journal;
    this.#journal = null;
    await journal?.close();
  }

  /** In turn, and while no other connector or hub writes to the journal, as the former one of a changed configuration may. */
  async #alone<Result>(signal: AbortSignal, act: () => Promise<Result>): Promise<Result> {
    return this.#inTurn(signal, async () => {
      const { folder, file } = this.#paths();
      await needFolder(folder);
      await mkdir(path.dirname(file), { recursive: true });
      return withLock(`${file}.lock`, signal, act);
    });
  }

  async #inTurn<Result>(signal: AbortSignal, act: () => Promise<Result>): Promise<Result> {
    const leave = await this.#turns.enter('', signal);
    try {
      return await act();
    } catch (error) {
      // It is unknown now how much is in the file; reading it again will show it.
      await this.close();
      throw Failure.from(error, 'TARGET_UNAVAILABLE');
    } finally {
      leave();
    }
  }

  /** Opens the journal to write to it. */
  async #open(): Promise<Journal | null> {
    let journal = await this.#current();
    if (journal && journal !== this.#settled) {
      await moveFiles({ ...this.#paths(), journal });
      journal = await this.#compact(journal);
    }
    this.#settled = journal;
    return journal;
  }

  async #current(): Promise<Journal | null> {
    if (this.#journal && !(await this.#journal.isCurrent())) await this.close();
    this.#journal ??= await Journal.open(this.#paths().file);
    const journal = this.#journal;
    if (journal === null) {
      await needFolder(this.#parts.folder);
      if (this.#wasOpen) throw this.#missing('was there a moment ago');
      return null;
    }
    this.#wasOpen = true;
    const { owner } = journal;
    const { consultant, client } = this.#parts.settings;
    if (owner.consultant !== consultant || owner.client !== client) throw this.#foreign(journal);
    return journal;
  }

  async #begin(entity: string): Promise<Journal> {
    const { folder, lane, settings } = this.#parts;
    const prefix = prefixOf(lane);
    const former = (await readdir(folder)).find((name) => name.startsWith(prefix));
    if (former) throw this.#missing(`but ${former} was handed over from it`);
    const { file } = this.#paths();
    const { consultant, client } = settings;
    this.#journal = await Journal.begin(file, { lane, entity, consultant, client });
    this.#wasOpen = true;
    return this.#journal;
  }

  async #handOver(journal: Journal): Promise<void> {
    const { settings, calendar, now } = this.#parts;
    const format = formats.get(journal.owner.entity) as Format;
    await handOver({ ...this.#paths(), journal, format, settings, calendar, nowMs: now() });
    this.#settled = await this.#compact(journal);
  }

  /** What keeps a journal from being compacted costs only space, and time at the next start: it is tried again then. */
  async #compact(journal: Journal): Promise<Journal | null> {
    try {
      await journal.compact();
      return journal;
    } catch (error) {
      if (error instanceof Failure) throw error;
      await this.close();
      return this.#current();
    }
  }

  #isDue({ changedAtMs }: Journal): boolean {
    const { calendar, settings, now } = this.#parts;
    const chars = CHARS[settings.handOver];
    const span = (atMs: number) => calendar.localTime(atMs).slice(0, chars);
    return changedAtMs !== null && span(changedAtMs) < span(now());
  }

  #paths() {
    const { folder, lane } = this.#parts;
    const staging = path.join(folder, 'journal', encodeURIComponent(lane));
    return { folder, staging, file: `${staging}.jsonl` };
  }

  #missing(why: string): Failure {
    return new Failure('TARGET_MISCONFIGURED', {
      message: `The journal ${this.#paths().file} is missing, ${why}. Without it bookings would be handed over twice: restore it from a backup (or, if all of this is to be booked anew, move the files of the lane away), then resume what has failed.`,
    });
  }

  #foreign({ owner: { consultant, client, entity } }: Journal): Failure {
    return new Failure('TARGET_MISCONFIGURED', {
      message: `The journal ${this.#paths().file} holds ${entity} of client ${consultant}/${client}: give the lane that writes something else another name, or another folder.`,
    });
  }
}

function isFresh({ version, idempotencyKey, forced }: Change, last: Entry | null): boolean {
  if (!last) return true;
  if (last.idempotencyKey === idempotencyKey) return false;
  return version >= last.version || forced;
}

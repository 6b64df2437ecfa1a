import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Delivery, Json, Outcome, Target, TargetSettings } from '../../connector-api/index.ts';
import { Failure } from '../../connector-api/index.ts';
import type { Mutex } from '../../domain/index.ts';
import { textLines } from '../../domain/index.ts';
import { syncFolder } from '../common/sync-folder.ts';
import { withLock } from '../common/with-lock.ts';
import type { Place } from './place.ts';
import { placeOf } from './place.ts';
import type { FileSettings, FileTargetOptions } from './spec.ts';
import { cutTornLine } from './torn-line.ts';
import type { Written } from './written.ts';
import { digestOf, isFresh, readLine } from './written.ts';

/** The hub's own columns, which precede the record's. */
const OWN_COLUMNS = ['masterKey', 'key', 'version', 'operation'];

interface Journal {
  readonly handle: FileHandle;
  readonly place: Place;
  /** The last line per master key; about a hundred bytes for each thing ever delivered. */
  readonly written: Map<string, Written>;
}

/**
 * Appends a line per delivery: `{masterKey, key, version, operation, document}`, or a CSV row with the configured columns. The
 * file is a journal: readers take the last line of each master key. Each batch costs one fsync. On first use the journal is read
 * once and a line torn off by a crash is cut away; from then on a redelivery appends nothing. If the file is moved away, removed
 * or emptied, as by a log rotation, a new journal is begun.
 */
export class FileTarget implements Target {
  readonly #settings: FileSettings;
  readonly #lane: TargetSettings;
  readonly #baseDir: string;
  readonly #turns: Mutex;
  #journal: Promise<Journal> | null = null;

  /** @param turns by file: a lane that opens a file would take another's line, half written, for one torn by a crash */
  constructor(settings: FileSettings, lane: TargetSettings, baseDir: string, turns: Mutex) {
    this.#settings = settings;
    this.#lane = lane;
    this.#baseDir = baseDir;
    this.#turns = turns;
  }

  async deliver(deliveries: readonly Delivery[], signal: AbortSignal): Promise<readonly Outcome[]> {
    signal.throwIfAborted();
    const { file } = await placeOf(this.#settings, this.#baseDir, this.#lane.entity, 'target');
    const leave = await this.#turns.enter(file, signal);
    try {
      return await withLock(`${file}.lock`, signal, () => this.#append(deliveries));
    } catch (error) {
      // It is unknown now how much of the batch is in the file; reading the file again will show it.
      await this.close();
      throw Failure.from(error, 'TARGET_UNAVAILABLE');
    } finally {
      leave();
    }
  }

  async close(): Promise<void> {
    const journal = this.#journal;
    this.#journal = null;
    const opened = await journal?.catch(() => null);
    await opened?.handle.close();
  }

  async #append(deliveries: readonly Delivery[]): Promise<readonly Outcome[]> {
    const { handle, place, written } = await this.#current();
    const applied = new Set<Delivery>();
    const lines: string[] = [];
    for (const one of deliveries) {
      const line = this.#toLine(place, one);
      const { masterKey, version } = one;
      const now = { version, digest: digestOf(line) };
      if (!isFresh(now, written.get(masterKey), one.forced)) continue;
      applied.add(one);
      lines.push(`${line}\n`);
      // If the write fails, the file is read again.
      written.set(masterKey, now);
    }
    if (lines.length > 0) {
      await handle.appendFile(lines.join(''));
      await handle.datasync();
    }
    return deliveries.map((delivery) => ({
      kind: applied.has(delivery) ? 'applied' : 'unchanged',
      externalId: delivery.externalId ?? delivery.key,
    }));
  }

  /** Opens the journal, again if another file or none has its place: lines would be appended to a file that nobody reads. */
  async #current(): Promise<Journal> {
    const known = await this.#journal;
    if (known && !(await isInPlace(known))) await this.close();
    return (this.#journal ??= this.#open());
  }

  async #open(): Promise<Journal> {
    const place = await placeOf(this.#settings, this.#baseDir, this.#lane.entity, 'target');
    if (place.format === 'csv' && !this.#columns()) {
      throw new Failure('TARGET_MISCONFIGURED', {
        message: `A CSV target needs \`columns\`: add them to the lane ${this.#lane.lane}.`,
      });
    }
    const handle = await open(place.file, 'a+');
    try {
      const { written, bytes, lines } = await scan(place, this.#settings.delimiter);
      await cutTornLine(handle, place, bytes);
      if (lines === 0) await syncFolder(path.dirname(place.file));
      if (lines === 0 && place.format === 'csv') await handle.appendFile(`${this.#header()}\n`);
      return { handle, place, written };
    } catch (error) {
      // Opening is retried many times; each time would leak a file handle.
      await handle.close();
      throw error;
    }
  }

  #columns(): readonly string[] | undefined {
    return (this.#lane.options as FileTargetOptions).columns;
  }

  #header(): string {
    return this.#csvLine([...OWN_COLUMNS, ...(this.#columns() ?? [])]);
  }

  #toLine({ format }: Place, delivery: Delivery): string {
    const { masterKey, key, version, operation, document } = delivery;
    if (format === 'jsonl') {
      return JSON.stringify({ masterKey, key, version, operation, document });
    }
    const values = (this.#columns() ?? []).map((column) => document[column] ?? null);
    return this.#csvLine([masterKey, key, version, operation, ...values]);
  }

  #csvLine(values: readonly Json[]): string {
    const { delimiter } = this.#settings;
    return values.map((value) => csvValue(value, delimiter)).join(delimiter);
  }
}

/** Replaces line breaks by spaces, so that a row is one line and a torn row can be recognised. */
function csvValue(value: Json, delimiter: string): string {
  const text =
    value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  const line = text.replace(/[\r\n]+/g, ' ');
  return line.includes('"') || line.includes(delimiter) ? `"${line.replaceAll('"', '""')}"` : line;
}

/** A file that was emptied has no header any more, and none of the lines that were written. */
async function isInPlace({ handle, place }: Journal): Promise<boolean> {
  const held = await handle.stat();
  const there = await stat(place.file).catch(() => null);
  return there?.ino === held.ino && there.dev === held.dev && there.size > 0;
}

/** Reads what earlier processes wrote: the versions, and where the last complete line ends. */
async function scan({ file, format }: Place, delimiter: string) {
  const written = new Map<string, Written>();
  const size = await wholeBytes(file);
  let lines = 0;
  if (size > 0) {
    const text = createReadStream(file, { end: size - 1, encoding: 'utf8' });
    for await (const line of textLines(text)) {
      lines++;
      const read = readLine(line, format, delimiter);
      if (read) written.set(read.masterKey, { version: read.version, digest: read.digest });
    }
  }
  return { written, bytes: size, lines };
}

/** Size of the file up to and including the last line break. */
async function wholeBytes(file: string): Promise<number> {
  let position = 0;
  let whole = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    const last = chunk.lastIndexOf(10);
    if (last >= 0) whole = position + last + 1;
    position += chunk.length;
  }
  return whole;
}

import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Delivery, Json, Outcome, Target, TargetSettings } from '../../connector-api/index.ts';
import { Failure, isJsonObject } from '../../connector-api/index.ts';
import { textLines } from '../../domain/index.ts';
import type { Place } from './place.ts';
import { placeOf } from './place.ts';
import type { FileSettings, FileTargetOptions } from './spec.ts';
import { cutTornLine } from './torn-line.ts';

/** The hub's own columns, which precede the record's. */
const OWN_COLUMNS = ['masterKey', 'key', 'version', 'operation'];

interface Journal {
  readonly handle: FileHandle;
  readonly place: Place;
  /** Newest version in the file per master key; a few dozen bytes for each thing ever delivered. */
  readonly versions: Map<string, number>;
}

/**
 * Appends a line per delivery: `{masterKey, key, version, operation, document}`, or a CSV row with the configured columns. The
 * file is a journal: readers take the last line of each master key. Each batch costs one fsync. On first use the journal is read
 * once and a line torn off by a crash is cut away; from then on a redelivery appends nothing.
 */
export class FileTarget implements Target {
  readonly #settings: FileSettings;
  readonly #lane: TargetSettings;
  readonly #baseDir: string;
  #journal: Promise<Journal> | null = null;

  constructor(settings: FileSettings, lane: TargetSettings, baseDir: string) {
    this.#settings = settings;
    this.#lane = lane;
    this.#baseDir = baseDir;
  }

  async deliver(deliveries: readonly Delivery[], signal: AbortSignal): Promise<readonly Outcome[]> {
    signal.throwIfAborted();
    try {
      const journal = await (this.#journal ??= this.#open());
      const fresh = deliveries.filter(
        ({ masterKey, version, forced }) =>
          forced === true || version > (journal.versions.get(masterKey) ?? -Infinity),
      );
      if (fresh.length > 0) {
        await journal.handle.appendFile(
          fresh.map((one) => this.#toLine(journal.place, one)).join(''),
        );
        await journal.handle.datasync();
      }
      for (const { masterKey, version } of fresh) journal.versions.set(masterKey, version);
      const applied = new Set(fresh);
      return deliveries.map((delivery) => ({
        kind: applied.has(delivery) ? 'applied' : 'unchanged',
        externalId: delivery.externalId ?? delivery.key,
      }));
    } catch (error) {
      // It is unknown now how much of the batch is in the file; reading the file again will show it.
      await this.close();
      throw Failure.from(error, 'TARGET_UNAVAILABLE');
    }
  }

  async close(): Promise<void> {
    const journal = this.#journal;
    this.#journal = null;
    const opened = await journal?.catch(() => null);
    await opened?.handle.close();
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
      const { versions, bytes, lines } = await scan(place, this.#settings.delimiter);
      await cutTornLine(handle, place, bytes);
      if (lines === 0 && place.format === 'csv') await handle.appendFile(this.#header());
      return { handle, place, versions };
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
      return `${JSON.stringify({ masterKey, key, version, operation, document })}\n`;
    }
    const values = (this.#columns() ?? []).map((column) => document[column] ?? null);
    return this.#csvLine([masterKey, key, version, operation, ...values]);
  }

  #csvLine(values: readonly Json[]): string {
    return `${values.map((value) => csvValue(value, this.#settings.delimiter)).join(this.#settings.delimiter)}\n`;
  }
}

/** Replaces line breaks by spaces, so that a row is one line and a torn row can be recognised. */
function csvValue(value: Json, delimiter: string): string {
  const text =
    value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  const line = text.replace(/[\r\n]+/g, ' ');
  return line.includes('"') || line.includes(delimiter) ? `"${line.replaceAll('"', '""')}"` : line;
}

/** Reads what earlier processes wrote: the versions, and where the last complete line ends. */
async function scan({ file, format }: Place, delimiter: string) {
  const versions = new Map<string, number>();
  const size = await wholeBytes(file);
  let lines = 0;
  if (size > 0) {
    const text = createReadStream(file, { end: size - 1, encoding: 'utf8' });
    for await (const line of textLines(text)) {
      lines++;
      const written = format === 'jsonl' ? readJson(line) : readCsv(line, delimiter);
      if (written) versions.set(written.masterKey, written.version);
    }
  }
  return { versions, bytes: size, lines };
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

interface Written {
  readonly masterKey: string;
  readonly version: number;
}

function readJson(line: string): Written | null {
  try {
    const value: unknown = JSON.parse(line);
    if (!isJsonObject(value)) return null;
    const { masterKey, version } = value;
    return typeof masterKey === 'string' && typeof version === 'number'
      ? { masterKey, version }
      : null;
  } catch {
    // Not a line of the hub's; it stays and says nothing about versions.
    return null;
  }
}

function readCsv(line: string, delimiter: string): Written | null {
  try {
    const rows = parse(line, { delimiter, relax_column_count: true, relax_quotes: true });
    const [masterKey = '', , version = ''] = rows[0] ?? [];
    return /^-?\d+$/.test(version) ? { masterKey, version: Number(version) } : null;
  } catch {
    // As above: a quote that is never closed.
    return null;
  }
}

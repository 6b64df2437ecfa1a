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

/** The hub's own columns, before the record's. */
const OWN_COLUMNS = ['masterKey', 'key', 'version', 'operation'];

interface Journal {
  readonly handle: FileHandle;
  readonly place: Place;
  /** Newest version in the file by master key; a few dozen bytes for each thing that was ever delivered. */
  readonly versions: Map<string, number>;
}

/**
 * Appends a line per delivery: `{masterKey, key, version, operation, document}`, or a CSV row with the configured columns. The
 * file is a journal: whoever reads it takes the last line of each master key. One fsync per batch. At its first use the journal is
 * read once, a line that a crash tore off is cut away, and from then on a redelivery appends nothing.
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
        ({ masterKey, version }) => version > (journal.versions.get(masterKey) ?? -Infinity),
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
      // How much of the batch is in the file is unknown now; reading it again tells.
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
        message: `A CSV target needs its \`columns\`: add them to the lane ${this.#lane.lane}.`,
      });
    }
    const handle = await open(place.file, 'a+');
    try {
      const { versions, bytes, lines } = await scan(place, this.#settings.delimiter);
      await cutTornLine(handle, place, bytes);
      if (lines === 0 && place.format === 'csv') await handle.appendFile(this.#header());
      return { handle, place, versions };
    } catch (error) {
      // It is tried again and again; each time would keep one more file open.
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

/** Line breaks become spaces, so that a row is a line and a torn one can be told. */
function csvValue(value: Json, delimiter: string): string {
  const text =
    value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  const line = text.replace(/[\r\n]+/g, ' ');
  return line.includes('"') || line.includes(delimiter) ? `"${line.replaceAll('"', '""')}"` : line;
}

/** Reads what earlier processes wrote: versions, and where the last whole line ends. */
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

/** The size up to and with the last line break. */
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
    // A line of somebody else's; it stays, and says nothing about versions.
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

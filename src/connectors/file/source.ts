import { stat } from 'node:fs/promises';
import path from 'node:path';
import type {
  Cursor,
  Page,
  PageRequest,
  RejectedRow,
  Source,
  SourceRecord,
  SourceSettings,
} from '../../connector-api/index.ts';
import { Failure, rejectRow, toRecord } from '../../connector-api/index.ts';
import { fileProblem } from '../../domain/index.ts';
import type { Row } from '../../formats/index.ts';
import { isBroken, localFile } from '../../formats/index.ts';
import type { PlacedRows } from '../common/file-rows.ts';
import { fileRows, fileStart } from '../common/file-rows.ts';
import type { Place } from './place.ts';
import { placeOf } from './place.ts';
import type { FileSettings } from './spec.ts';

/** The state of the file being read, and how far. */
interface FileCursor {
  /** Identifies one state of the file: size, inode and time of change in nanoseconds. */
  readonly state: string;
  /** Number of rows read from this state. Absent in cursors of earlier builds, which counted broken rows in another way. */
  readonly read?: number;
  readonly done: boolean;
  /** The version of rows without one. Absent in cursors of earlier builds. */
  readonly version?: number;
}

/** Rows skipped per step when reading resumes after a restart. */
const MAX_SKIPPED = 10_000;

/** Where reading resumes: after the first `from` rows of this state of the file. */
interface ReadingStart extends Place {
  readonly state: string;
  readonly from: number;
}

/** A file that is being read, kept from page to page. */
interface Reading {
  readonly state: string;
  readonly rows: AsyncGenerator<PlacedRows>;
  /** Rows read ahead, not yet on a page. */
  waiting: Row[];
  taken: number;
  ended: boolean;
}

/**
 * Reads a file from its beginning whenever it has changed; the lanes then find most of it unchanged. The file stays open between
 * pages. After a restart, the rows of pages that are already stored are skipped.
 *
 * If the file changes while it is read, the run fails as unavailable and the next run reads the new state. Writers should write a
 * new file and rename it over the old one.
 */
export class FileSource implements Source {
  readonly #settings: FileSettings;
  readonly #stream: SourceSettings;
  readonly #baseDir: string;
  #reading: Reading | null = null;

  constructor(settings: FileSettings, stream: SourceSettings, baseDir: string) {
    this.#settings = settings;
    this.#stream = stream;
    this.#baseDir = baseDir;
  }

  async read({ cursor, limit, signal }: PageRequest): Promise<Page> {
    const { file, format } = await placeOf(
      this.#settings,
      this.#baseDir,
      this.#stream.entity,
      'source',
    );
    const before = cursor as FileCursor | null;
    const { state, changedMicros, isEmpty } = await stateOf(file);
    if (before?.state === state && before.done) return emptyPage(before);
    const from = before?.state === state ? (before.read ?? 0) : 0;
    const version = versionOf(before, state, changedMicros);
    // Else it would have to have a header.
    if (isEmpty) return emptyPage({ state, read: 0, done: true, version });
    try {
      const reading = await this.#resume({ file, format, state, from }, signal);
      const rows = await take(reading, limit, signal);
      const more = !(reading.ended && reading.waiting.length === 0);
      if (!more) await this.close();
      if ((await stateOf(file)).state !== state) throw changed(file);
      const next: FileCursor = { state, read: reading.taken, done: !more, version };
      return { ...this.#toRecords(rows, file, version), cursor: toCursor(next), more };
    } catch (error) {
      await this.close();
      signal.throwIfAborted();
      throw sourceFailure(error);
    }
  }

  async close(): Promise<void> {
    const reading = this.#reading;
    this.#reading = null;
    await reading?.rows.return(undefined);
  }

  async #resume(
    { file, format, state, from }: ReadingStart,
    signal: AbortSignal,
  ): Promise<Reading> {
    if (this.#reading?.state === state && this.#reading.taken === from) return this.#reading;
    await this.close();
    const { delimiter, encoding } = this.#settings;
    const rows = fileRows({
      file: localFile(file),
      reading: {
        ...{ format, delimiter, encoding, recordPath: null, sheet: null },
        ...{ numbers: [], decimalComma: [], germanDates: [] },
      },
      ...{ stream: this.#stream, from: fileStart },
    });
    const reading = { state, rows, waiting: [], taken: 0, ended: false };
    this.#reading = reading;
    for (let left = from; left > 0;) {
      const skipped = await take(reading, Math.min(left, MAX_SKIPPED), signal);
      if (skipped.length === 0) break;
      left -= skipped.length;
    }
    return reading;
  }

  #toRecords(rows: readonly Row[], file: string, fallbackVersion: number) {
    const records: SourceRecord[] = [];
    const rejected: RejectedRow[] = [];
    const name = path.basename(file);
    for (const row of rows) {
      const position = `${name}, line ${row.line}`;
      if (isBroken(row)) {
        rejected.push(rejectRow(row.raw, position, row.reason));
        continue;
      }
      const result = toRecord(row.document, this.#stream, { position, fallbackVersion });
      if (result.kind === 'record') records.push(result.record);
      else rejected.push(result.row);
    }
    return { records, rejected };
  }
}

async function take(reading: Reading, limit: number, signal: AbortSignal): Promise<Row[]> {
  while (reading.waiting.length < limit && !reading.ended) {
    signal.throwIfAborted();
    const next = await reading.rows.next();
    if (next.done === true) reading.ended = true;
    else reading.waiting.push(...next.value.rows);
  }
  const rows = reading.waiting.splice(0, limit);
  reading.taken += rows.length;
  return rows;
}

/** A file that cannot be read may be replaced by one that can. */
function sourceFailure(error: unknown): Failure {
  const failure = Failure.from(error, 'SOURCE_UNAVAILABLE');
  if (failure.code !== 'IMPORT_UNREADABLE') return failure;
  return new Failure('SOURCE_UNAVAILABLE', { message: failure.message, cause: error });
}

async function stateOf(file: string) {
  try {
    const { size, ino, mtimeNs } = await stat(file, { bigint: true });
    const changedMicros = Number(mtimeNs / 1000n);
    return { state: `${size}-${ino}-${mtimeNs}`, changedMicros, isEmpty: size === 0n };
  } catch (error) {
    throw new Failure('SOURCE_UNAVAILABLE', {
      message: `The file ${file} cannot be read: ${fileProblem(error)}.`,
      cause: error,
    });
  }
}

function emptyPage(cursor: FileCursor): Page {
  return { records: [], rejected: [], cursor: toCursor(cursor), more: false };
}

function toCursor(cursor: FileCursor): Cursor {
  return { ...cursor };
}

/**
 * Returns the time of the file's change, but at least one more than the version of its former state: a copy that keeps times, or a
 * writer whose clock is behind, would otherwise replace the file by rows that count as older.
 */
function versionOf(before: FileCursor | null, state: string, changedMicros: number): number {
  if (before?.version === undefined) return changedMicros;
  return before.state === state ? before.version : Math.max(changedMicros, before.version + 1);
}

function changed(file: string): Failure {
  return new Failure('SOURCE_UNAVAILABLE', {
    message: `The file ${file} changed while it was read; it is read again from its beginning.`,
  });
}

import type {
  Page,
  PageRequest,
  RejectedRow,
  Source,
  SourceRecord,
  SourceSettings,
} from '../../connector-api/index.ts';
import { Failure, rejectRow } from '../../connector-api/index.ts';
import type { ImportReading } from '../../domain/index.ts';
import { refused } from '../common/side.ts';
import type { SftpCursor } from './cursor.ts';
import { currentFile, cursorStart, nextFile, versionOfNextRow } from './cursor.ts';
import { FileReading } from './file-reading.ts';
import { Folder, ifAbsent } from './folder.ts';
import type { SeenFile } from './known-files.ts';
import { forget, isKnown, withKnown } from './known-files.ts';
import { RemoteFile } from './remote-file.ts';
import type { ToRecord } from './row-record.ts';
import { rowRecords } from './row-record.ts';
import type { SftpServer } from './server.ts';
import type { Asking, Session } from './session.ts';
import type { SftpSourceOptions } from './spec.ts';

/** Files that are written down at once; they are moved or deleted together. */
const MAX_PLAN = 200;

/** What was read of one file. */
interface Part {
  readonly records: readonly SourceRecord[];
  readonly rejected: readonly RejectedRow[];
  readonly cursor: SftpCursor;
}

/** Where and with whom a page is read. */
interface Visit extends Asking {
  readonly session: Session;
}

/**
 * Reads the files of a folder, each once. A page may hold rows of several files.
 *
 * That all records of a file are stored is certain when a run begins behind it: runs begin from saved cursors. So where files are
 * moved or deleted, a run ends with the files written down, and the next one clears them away before it looks for others.
 */
export class SftpSource implements Source {
  readonly #server: SftpServer;
  readonly #stream: SourceSettings;
  readonly #options: SftpSourceOptions;
  readonly #folder: Folder;
  readonly #how: ImportReading;
  readonly #toRecord: ToRecord;
  #reading: FileReading | null = null;

  constructor(server: SftpServer, stream: SourceSettings) {
    this.#server = server;
    this.#stream = stream;
    this.#options = stream.options as SftpSourceOptions;
    this.#folder = new Folder(this.#options);
    this.#how = howToRead(this.#options);
    this.#toRecord = rowRecords(this.#how, stream);
  }

  async read({ cursor, limit, signal }: PageRequest): Promise<Page> {
    const before = (cursor as SftpCursor | null) ?? cursorStart;
    try {
      const session = await this.#server.session('source', signal);
      const visit: Visit = { session, side: 'source', signal };
      return currentFile(before)
        ? await this.#readOn(before, limit, visit)
        : await this.#look(before, visit);
    } catch (error) {
      await this.close();
      signal.throwIfAborted();
      throw Failure.from(error, 'SOURCE_UNAVAILABLE');
    }
  }

  async close(): Promise<void> {
    const reading = this.#reading;
    this.#reading = null;
    await reading?.close();
  }

  async #look(before: SftpCursor, visit: Visit): Promise<Page> {
    const { session } = visit;
    for (const file of before.plan)
      if (!isKnown(before.known, file)) await this.#folder.clear(session, file, visit);
    const isNew = (file: SeenFile) => !isKnown(before.known, file);
    const { listed, ready } = await this.#folder.look(session, isNew, visit);
    const known = forget(before.known, listed);
    if (!known) throw this.#tooMany(listed.length);
    const plan = ready.slice(0, MAX_PLAN);
    const cursor = { ...cursorStart, version: before.version, plan, known };
    return { records: [], rejected: [], cursor, more: plan.length > 0 };
  }

  async #readOn(before: SftpCursor, limit: number, visit: Visit): Promise<Page> {
    const records: SourceRecord[] = [];
    const rejected: RejectedRow[] = [];
    let cursor = before;
    for (;;) {
      const file = currentFile(cursor);
      const left = limit - records.length - rejected.length;
      if (!file || left <= 0) break;
      const part = await this.#readFile(file, cursor, left, visit);
      records.push(...part.records);
      rejected.push(...part.rejected);
      cursor = part.cursor;
    }
    const mayLook = (this.#options.afterwards ?? 'leave') === 'leave';
    const more = currentFile(cursor) !== null || mayLook;
    return { records, rejected, cursor, more };
  }

  async #readFile(file: SeenFile, before: SftpCursor, limit: number, visit: Visit): Promise<Part> {
    if (file.size === 0) return this.#finished(file, before);
    const reading = await this.#resume(file, before, visit);
    if (!reading) return this.#vanished(file, before);
    const hasChanged = () => reading.file.hasChanged(visit);
    const rows = (await hasChanged()) ? null : await reading.take(limit, visit.signal);
    if (rows === null || (await hasChanged())) {
      // It is read from its beginning when it has settled.
      await this.close();
      return { records: [], rejected: [], cursor: nextFile(before) };
    }
    const records: SourceRecord[] = [];
    const rejected: RejectedRow[] = [];
    let cursor = before;
    for (const row of rows) {
      const version = versionOfNextRow(cursor, file);
      const position = `${file.name}, line ${row.line}`;
      const result = this.#toRecord(row, { position, fallbackVersion: version });
      if (result.kind === 'record') records.push(result.record);
      else rejected.push(result.row);
      cursor = { ...cursor, rows: cursor.rows + 1, version };
    }
    const { isOver, unreadable, place } = reading;
    if (unreadable) rejected.push(this.#unreadable(file, cursor, unreadable));
    if (isOver || unreadable) await this.close();
    const next = unreadable
      ? nextFile({ ...cursor, known: withKnown(cursor.known, file) })
      : isOver
        ? this.#finished(file, cursor).cursor
        : { ...cursor, place };
    return { records, rejected, cursor: next };
  }

  /** Returns null if the file is gone. */
  async #resume(
    file: SeenFile,
    cursor: SftpCursor,
    { session, side, signal }: Visit,
  ): Promise<FileReading | null> {
    const known = this.#reading;
    if (known?.file.isOn(session) && known.isAt(file, cursor.rows)) return known;
    await this.close();
    const path = this.#folder.pathOf(file.name);
    const remote = await RemoteFile.open(path, file, session, { side, signal }).catch(ifAbsent);
    if (!remote) return null;
    this.#reading = new FileReading(file, remote, this.#how, { stream: this.#stream, cursor });
    return this.#reading;
  }

  /** A file that stays has to be remembered. */
  #finished(file: SeenFile, cursor: SftpCursor): Part {
    const stays = (this.#options.afterwards ?? 'leave') === 'leave';
    const known = stays ? withKnown(cursor.known, file) : cursor.known;
    return { records: [], rejected: [], cursor: nextFile({ ...cursor, known }) };
  }

  #vanished({ name }: SeenFile, cursor: SftpCursor): Part {
    const reason = `the file vanished when ${cursor.rows} of its rows were read; the others are missing: have it sent again`;
    const rejected = cursor.rows === 0 ? [] : [rejectRow(name, name, reason)];
    return { records: [], rejected, cursor: nextFile(cursor) };
  }

  #unreadable({ name }: SeenFile, { rows }: SftpCursor, { message }: Failure): RejectedRow {
    const read = rows === 0 ? '' : ` ${rows} rows before were read.`;
    return rejectRow(
      name,
      name,
      `${message}${read} The file stays where it is; once it is replaced by another, that one is read.`,
    );
  }

  #tooMany(count: number): Failure {
    const folder = this.#options.folder ?? '.';
    return refused(
      'source',
      `The folder ${folder} has ${count} files that fit, too many to be left there and read by name: set \`afterwards\` to move or delete, or \`order: time\`.`,
    );
  }
}

function howToRead(options: SftpSourceOptions): ImportReading {
  const { format = 'csv', delimiter = null, encoding = 'utf-8', recordPath = null } = options;
  if (format === 'xml' && recordPath === null)
    throw refused('source', 'XML needs `recordPath`, the names from the root to a record.');
  const { numbers = [], decimalComma = [], germanDates = [] } = options;
  return {
    ...{ format, delimiter, encoding, recordPath, sheet: null },
    ...{ numbers, decimalComma, germanDates },
  };
}

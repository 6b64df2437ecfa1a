import type { SourceSettings } from '../../connector-api/index.ts';
import { Failure } from '../../connector-api/index.ts';
import type { ImportReading } from '../../domain/index.ts';
import type { Row } from '../../formats/index.ts';
import type { FilePlace, PlacedRows } from '../common/file-rows.ts';
import { after, fileRows } from '../common/file-rows.ts';
import { orAborted } from '../common/or-aborted.ts';
import type { SftpCursor } from './cursor.ts';
import type { SeenFile } from './known-files.ts';
import { isSame } from './known-files.ts';
import type { RemoteFile } from './remote-file.ts';

/** A file that is being read, kept from page to page. */
export class FileReading {
  readonly #seen: SeenFile;
  readonly #file: RemoteFile;
  readonly #groups: AsyncGenerator<PlacedRows>;
  #waiting: PlacedRows | null = null;
  #place: FilePlace;
  #rows: number;
  #isOver = false;
  #unreadable: Failure | null = null;

  constructor(
    seen: SeenFile,
    file: RemoteFile,
    reading: ImportReading,
    { stream, cursor }: { readonly stream: SourceSettings; readonly cursor: SftpCursor },
  ) {
    this.#seen = seen;
    this.#file = file;
    this.#groups = fileRows({ file, reading, stream, from: cursor.place });
    this.#place = cursor.place;
    this.#rows = cursor.rows;
  }

  get file(): RemoteFile {
    return this.#file;
  }

  /** The place behind the rows taken. */
  get place(): FilePlace {
    return this.#place;
  }

  /** Whether all rows were taken. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Why no more rows can be taken, if that is so. */
  get unreadable(): Failure | null {
    return this.#unreadable;
  }

  isAt(seen: SeenFile, rows: number): boolean {
    return this.#seen.name === seen.name && isSame(this.#seen, seen) && this.#rows === rows;
  }

  async take(limit: number, signal: AbortSignal): Promise<readonly Row[]> {
    const rows: Row[] = [];
    while (rows.length < limit) {
      const group = this.#waiting ?? (await this.#next(signal));
      if (!group) break;
      const taken = group.rows.slice(0, limit - rows.length);
      rows.push(...taken);
      const rest = after(group, taken.length);
      this.#waiting = rest.rows.length > 0 ? rest : null;
      this.#place = rest.place;
    }
    this.#rows += rows.length;
    return rows;
  }

  async close(): Promise<void> {
    await this.#file.close();
    await this.#groups.return(undefined);
  }

  async #next(signal: AbortSignal): Promise<PlacedRows | null> {
    if (this.#isOver || this.#unreadable) return null;
    try {
      const next = await orAborted(this.#groups.next(), signal);
      if (next.done !== true) return next.value;
      this.#isOver = true;
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'IMPORT_UNREADABLE') throw error;
      this.#unreadable = error;
    }
    return null;
  }
}

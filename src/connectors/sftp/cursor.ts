import type { FilePlace } from '../common/file-rows.ts';
import { fileStart } from '../common/file-rows.ts';
import type { KnownFiles, SeenFile } from './known-files.ts';
import { noneKnown } from './known-files.ts';

const MICROS = 1_000_000;

/**
 * How far a folder has been read. The files to read next are written down before the first of them is read, so that after a crash
 * the same files are read in the same order, and their rows get the same versions, whatever has arrived since.
 */
export type SftpCursor = {
  /** Files to read, in this order; kept when they are read, until they have been moved or deleted. */
  readonly plan: readonly SeenFile[];
  /** Index of the file being read. */
  readonly at: number;
  readonly place: FilePlace;
  /** Rows of the file that were read. */
  readonly rows: number;
  /** The version of the last row. */
  readonly version: number;
  readonly known: KnownFiles;
};

export const cursorStart: SftpCursor = {
  ...{ plan: [], at: 0, place: fileStart, rows: 0, version: 0, known: noneKnown },
};

export function currentFile({ plan, at }: SftpCursor): SeenFile | null {
  return plan[at] ?? null;
}

export function nextFile(cursor: SftpCursor): SftpCursor {
  return { ...cursor, at: cursor.at + 1, place: fileStart, rows: 0 };
}

/**
 * The version of the next row of a file without a version of its own: the file's time, then one more for each row. It only rises,
 * also over files of one second, and when the server's clock is set back.
 */
export function versionOfNextRow({ version, rows }: SftpCursor, { time }: SeenFile): number {
  return rows === 0 ? Math.max(time * MICROS, version + 1) : version + 1;
}

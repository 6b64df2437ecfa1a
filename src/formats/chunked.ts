import type { Row } from './row.ts';

const LINE_FEED = 10;

/** The part of a file before the first record. */
export interface Prologue {
  /** Its length in bytes and in lines. */
  readonly length: number;
  readonly lines: number;
  /** CSV: the names of the columns, and the delimiter. */
  readonly columns: readonly string[];
  readonly delimiter: string;
}

export const noPrologue: Prologue = { length: 0, lines: 0, columns: [], delimiter: '' };

/**
 * A format whose file can be cut at record borders without reading the records, so that pieces can be read in parallel. All bytes
 * are UTF-8.
 */
export interface ChunkedFormat {
  /**
   * Reads the part before the first record.
   * @param complete whether the head is the whole file
   * @returns null when more of the file is needed
   * @throws Failure IMPORT_UNREADABLE when the file cannot be of this format
   */
  prologue(head: Uint8Array, complete: boolean): Prologue | null;
  /** Returns the end of the last complete record in bytes that begin with a record; 0 when there is none. */
  lastBorder(bytes: Uint8Array, prologue: Prologue): number;
  /** Returns where reading may continue after bytes in which no record ends, so that one broken row does not take all others. */
  wayOut(bytes: Uint8Array): number;
  /** Reads the rows of complete records. */
  rows(bytes: Uint8Array, prologue: Prologue): Iterable<Row>;
  /** Whether a file may end with these bytes, which begin between two records. */
  mayEnd(bytes: Uint8Array): boolean;
  /** Counts the lines that end in the bytes. */
  lineCount(bytes: Uint8Array): number;
}

export function countLineFeeds(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) lines++;
  return lines;
}

import type { Row } from './row.ts';

/** What stands before the first record. */
export interface Prologue {
  /** Bytes and lines that it takes. */
  readonly length: number;
  readonly lines: number;
  /** CSV: the names of the columns, and what stands between them. */
  readonly columns: readonly string[];
  readonly delimiter: string;
}

export const noPrologue: Prologue = { length: 0, lines: 0, columns: [], delimiter: '' };

/**
 * A format whose file can be cut at record borders without reading the records, so that pieces are read at the same time. All
 * bytes are UTF-8.
 */
export interface ChunkedFormat {
  /**
   * Reads what stands before the first record.
   * @param complete the head is the whole file
   * @returns null when more of the file is needed
   * @throws Failure IMPORT_UNREADABLE when it cannot be a file of this format
   */
  prologue(head: Uint8Array, complete: boolean): Prologue | null;
  /** The end of the last complete record of bytes that begin with a record; 0 when there is none. */
  lastBorder(bytes: Uint8Array, prologue: Prologue): number;
  /** Where reading may go on after bytes in which no record ends, so that one broken row does not take all others with it. */
  wayOut(bytes: Uint8Array): number;
  /** The rows of whole records. */
  rows(bytes: Uint8Array, prologue: Prologue): Iterable<Row>;
}

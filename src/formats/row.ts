import type { JsonObject } from '../domain/index.ts';

/** A row of a file. Lines count from 1 at the beginning of the given bytes. */
export type Row = GoodRow | BrokenRow;

export interface GoodRow {
  readonly line: number;
  readonly document: JsonObject;
}

export interface BrokenRow {
  readonly line: number;
  /** Position in the line, from 1: a character for JSON, a field for CSV; null when unknown. */
  readonly column: number | null;
  /** What is wrong and what would be right. */
  readonly reason: string;
  readonly raw: string;
}

export function isBroken(row: Row): row is BrokenRow {
  return 'reason' in row;
}

/**
 * The largest size of a record in its file: far more than the bus accepts, far less than the memory of a worker. In bytes for
 * formats that can be cut, in characters for the others.
 */
export const MAX_RECORD_SIZE = 16 * 1024 * 1024;

export const TOO_LARGE = 'the record is larger than 16 MiB';

export const NOT_UTF8 =
  'the row is not valid UTF-8: name the encoding of the file, for example windows-1252';

/** Columns of one name are usual where most are empty, as DATEV's `Leerfeld`. */
export function differing(name: string): string {
  return `two columns are named "${name}" and hold different values`;
}

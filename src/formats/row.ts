import type { JsonObject } from '../domain/index.ts';

/** A row as it stands in a file. Lines count from 1 at the beginning of the bytes that were given. */
export type Row = GoodRow | BrokenRow;

export interface GoodRow {
  readonly line: number;
  readonly document: JsonObject;
}

export interface BrokenRow {
  readonly line: number;
  /** Character in the line for JSON, field for CSV, from 1; null when nobody can tell. */
  readonly column: number | null;
  /** What is wrong and what would be right. */
  readonly reason: string;
  readonly raw: string;
}

export function isBroken(row: Row): row is BrokenRow {
  return 'reason' in row;
}

/**
 * What one record may take of its file: far more than the bus takes, far less than a worker has memory. Bytes in formats that can
 * be cut, characters in the others.
 */
export const MAX_RECORD_SIZE = 16 * 1024 * 1024;

export const TOO_LARGE = 'the record is larger than 16 MiB';

export const NOT_UTF8 =
  'the row is no valid UTF-8: name the encoding of the file, for example windows-1252';

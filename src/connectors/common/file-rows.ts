import type { SourceSettings } from '../../connector-api/index.ts';
import { Failure } from '../../connector-api/index.ts';
import type { ImportReading } from '../../domain/index.ts';
import type { Row, StoredFile } from '../../formats/index.ts';
import {
  chunkedFormat,
  cutPieces,
  missingColumns,
  openText,
  xmlRows,
} from '../../formats/index.ts';

/** Small enough to be parsed in a millisecond or two on the main thread. */
const PIECE_BYTES = 64 * 1024;
const MAX_COLUMNS_TOLD = 30;

/** A place between two rows of a file. */
export type FilePlace = {
  /** Where the piece begins that holds the next row, in bytes of the text; 0 in files that are not read in pieces. */
  readonly offset: number;
  /** Lines before the piece; null at the beginning of a file, where they are not known yet. */
  readonly lines: number | null;
  /** Rows between there and the place. */
  readonly rows: number;
};

export const fileStart: FilePlace = { offset: 0, lines: null, rows: 0 };

/** Rows that follow each other, and the place before the first. Lines count from 1 at the beginning of the file. */
export interface PlacedRows {
  readonly rows: readonly Row[];
  readonly place: FilePlace;
}

export interface RowsReading {
  readonly file: StoredFile;
  readonly reading: ImportReading;
  /** Needs the columns of key and version. */
  readonly stream: Pick<SourceSettings, 'key' | 'version' | 'created'>;
  readonly from: FilePlace;
}

/**
 * Reads the rows of a file as an import does, so that a broken one takes no others with it.
 * @throws Failure IMPORT_UNREADABLE; whatever the reading of the file throws
 */
export async function* fileRows(whole: RowsReading): AsyncGenerator<PlacedRows> {
  const { from } = whole;
  let left = from.rows;
  const rows = whole.reading.format === 'xml' ? elements(whole) : pieces(whole);
  for await (const group of rows) {
    const skipped = Math.min(left, group.rows.length);
    left -= skipped;
    if (skipped === 0) yield group;
    else yield after(group, skipped);
  }
}

/** What remains of these rows when some are taken. */
export function after({ rows, place }: PlacedRows, taken: number): PlacedRows {
  return { rows: rows.slice(taken), place: { ...place, rows: place.rows + taken } };
}

async function* pieces({ file, reading, stream, from }: RowsReading): AsyncGenerator<PlacedRows> {
  const chunked = chunkedFormat(reading);
  if (!chunked) throw new Error(`${reading.format} cannot be read in pieces`);
  const whole = {
    ...{ file, reading, format: chunked, offset: from.offset, pieceBytes: PIECE_BYTES },
    checkHeader: (columns: readonly string[]) =>
      requireColumns(file.name, { reading, stream }, columns),
  };
  let lines = from.lines;
  for await (const { bytes, prologue, offset } of cutPieces(whole)) {
    const before: number = lines ?? prologue.lines;
    const found = Array.from(chunked.rows(bytes, prologue), (row) => ({
      ...row,
      line: before + row.line,
    }));
    yield { rows: found, place: { offset, lines: before, rows: 0 } };
    lines = before + chunked.lineCount(bytes);
  }
}

async function* elements({ file, reading }: RowsReading): AsyncGenerator<PlacedRows> {
  const text = await openText(file, reading.encoding, 0);
  const path = (reading.recordPath ?? '').split('/').filter((name) => name !== '');
  let before = 0;
  for await (const rows of xmlRows(text.bytes, path)) {
    yield { rows, place: { ...fileStart, rows: before } };
    before += rows.length;
  }
}

/** A column that is missing is misspelt, or the delimiter is another, or the file is. */
function requireColumns(
  file: string,
  { reading, stream }: Pick<RowsReading, 'reading' | 'stream'>,
  columns: readonly string[],
): void {
  const missing = missingColumns(stream, reading, columns);
  if (missing.length === 0) return;
  throw new Failure('IMPORT_UNREADABLE', {
    message: `The file ${file} has no column ${missing.join(', ')}, which the stream's \`from\` names. Its columns are: ${columns.slice(0, MAX_COLUMNS_TOLD).join(', ')}. Correct the file, or \`delimiter\`, or \`from\`.`,
  });
}

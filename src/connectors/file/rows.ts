import type { Row } from '../../formats/index.ts';
import { chunkedFormat, cutPieces } from '../../formats/index.ts';
import type { Place } from './place.ts';
import type { FileSettings } from './spec.ts';

/** Small enough to be parsed in a millisecond or two on the main thread. */
const PIECE_BYTES = 64 * 1024;

/**
 * Reads the rows of a file as an import does, so that a broken one takes no others with it. Lines count from 1 at the beginning of
 * the file.
 * @throws Failure IMPORT_UNREADABLE
 */
export async function* fileRows(
  { file, format }: Place,
  { delimiter, encoding }: FileSettings,
): AsyncGenerator<Row[]> {
  const reading = {
    ...{ format, delimiter, encoding, recordPath: null, sheet: null },
    ...{ numbers: [], decimalComma: [], germanDates: [] },
  };
  const chunked = chunkedFormat(reading);
  const whole = { file, reading, format: chunked, offset: 0, pieceBytes: PIECE_BYTES };
  let lines: number | null = null;
  for await (const { bytes, prologue } of cutPieces(whole)) {
    const before: number = lines ?? prologue.lines;
    yield Array.from(chunked.rows(bytes, prologue), (row) => ({ ...row, line: before + row.line }));
    lines = before + chunked.lineCount(bytes);
  }
}

import type { SourceSettings } from '../../connector-api/index.ts';
import { Failure } from '../../connector-api/index.ts';
import type { Row } from '../../formats/index.ts';
import { chunkedFormat, cutPieces } from '../../formats/index.ts';
import type { Place } from './place.ts';
import type { FileSettings } from './spec.ts';

/** Small enough to be parsed in a millisecond or two on the main thread. */
const PIECE_BYTES = 64 * 1024;
const MAX_COLUMNS_TOLD = 30;

/**
 * Reads the rows of a file as an import does, so that a broken one takes no others with it. Lines count from 1 at the beginning of
 * the file.
 * @throws Failure IMPORT_UNREADABLE
 */
export async function* fileRows(
  { file, format }: Place,
  { delimiter, encoding }: FileSettings,
  stream: SourceSettings,
): AsyncGenerator<Row[]> {
  const reading = {
    ...{ format, delimiter, encoding, recordPath: null, sheet: null },
    ...{ numbers: [], decimalComma: [], germanDates: [] },
  };
  const chunked = chunkedFormat(reading);
  const whole = {
    ...{ file, reading, format: chunked, offset: 0, pieceBytes: PIECE_BYTES },
    checkHeader: (columns: readonly string[]) => requireColumns(file, stream, columns),
  };
  let lines: number | null = null;
  for await (const { bytes, prologue } of cutPieces(whole)) {
    const before: number = lines ?? prologue.lines;
    yield Array.from(chunked.rows(bytes, prologue), (row) => ({ ...row, line: before + row.line }));
    lines = before + chunked.lineCount(bytes);
  }
}

/** Without the column of the key or the version each row would be rejected: the delimiter is another, or the file is. */
function requireColumns(
  file: string,
  { key, version, created }: SourceSettings,
  columns: readonly string[],
): void {
  const needed = [key, ...(version === null || created !== undefined ? [] : [version])];
  const missing = needed.filter((name) => !columns.includes(name));
  if (missing.length === 0) return;
  throw new Failure('IMPORT_UNREADABLE', {
    message: `The file ${file} has no column ${missing.join(', ')}, which the stream's \`from\` names. Its columns are: ${columns.slice(0, MAX_COLUMNS_TOLD).join(', ')}. Correct the file, or \`delimiter\` of the connector, or \`from\`.`,
  });
}

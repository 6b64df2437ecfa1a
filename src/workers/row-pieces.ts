import type { Json } from '../domain/index.ts';
import type { Row } from '../formats/index.ts';
import { isBroken } from '../formats/index.ts';

const ROWS_PER_PIECE = 1000;
/** About the text of a piece, in characters. A single row may be larger, up to `MAX_RECORD_SIZE`. */
const PIECE_SIZE = 4 * 1024 * 1024;
/** About the memory of a value besides its text. */
const VALUE_SIZE = 8;

/**
 * Divides the rows of a file that cannot be cut into pieces, by number and size. From a given row on, the pieces are always the same,
 * whatever groups the rows arrive in.
 */
export async function* inPieces(rows: AsyncIterable<readonly Row[]>): AsyncGenerator<Row[]> {
  let piece: Row[] = [];
  let size = 0;
  for await (const some of rows) {
    for (const row of some) {
      piece.push(row);
      size += isBroken(row) ? row.raw.length : sizeOf(row.document);
      if (piece.length < ROWS_PER_PIECE && size < PIECE_SIZE) continue;
      yield piece;
      piece = [];
      size = 0;
    }
  }
  if (piece.length > 0) yield piece;
}

function sizeOf(value: Json): number {
  if (typeof value === 'string') return VALUE_SIZE + value.length;
  let size = VALUE_SIZE;
  if (Array.isArray(value)) {
    for (const one of value as readonly Json[]) size += sizeOf(one);
  } else if (value !== null && typeof value === 'object') {
    for (const [name, one] of Object.entries(value)) size += name.length + sizeOf(one);
  }
  return size;
}

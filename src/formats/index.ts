/** File formats: rows out of bytes. Independent of the hub; nothing here knows streams, keys or versions. */
import type { ImportReading } from '../domain/index.ts';
import type { ChunkedFormat } from './chunked.ts';
import { csv } from './csv.ts';
import { jsonArray } from './json-array.ts';
import { jsonLines } from './json-lines.ts';

export type { ChunkedFormat, Prologue } from './chunked.ts';
export { conversions } from './conversions.ts';
export { cutPieces } from './pieces.ts';
export { missingColumns } from './missing-columns.ts';
export type { Piece } from './pieces.ts';
export { isBroken } from './row.ts';
export type { BrokenRow, GoodRow, Row } from './row.ts';
export { readXml } from './sax.ts';
export { localFile } from './stored-file.ts';
export type { StoredFile } from './stored-file.ts';
export { openText } from './text.ts';
export { xlsxRows } from './xlsx.ts';
export { xmlRows } from './xml.ts';

type Chunked = Pick<ImportReading, 'delimiter'> & { readonly format: 'jsonl' | 'json' | 'csv' };

/** Null for formats that can only be read from beginning to end. */
export function chunkedFormat(reading: Chunked): ChunkedFormat;
export function chunkedFormat(reading: ImportReading): ChunkedFormat | null;
export function chunkedFormat({
  format,
  delimiter,
}: Pick<ImportReading, 'format' | 'delimiter'>): ChunkedFormat | null {
  switch (format) {
    case 'jsonl':
      return jsonLines;
    case 'json':
      return jsonArray;
    case 'csv':
      return csv(delimiter);
    case 'xml':
    case 'xlsx':
      return null;
  }
}

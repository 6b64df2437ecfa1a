import { Readable } from 'node:stream';
import sax from 'sax';
import type { Entry, ZipFile } from 'yauzl';
import { openPromise } from 'yauzl';
import type { Json } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { Row } from './row.ts';

void Readable;
void sax;
export type Unused = Entry | ZipFile | Json | Failure;
void openPromise;

/** Placeholder until it is written. */
export async function xlsxRows(
  _file: string,
  _sheet: string | null,
): Promise<{ rows: AsyncIterable<Row[]>; fileBytes: () => number }> {
  throw new Failure('IMPORT_UNREADABLE', { message: 'xlsx' });
}

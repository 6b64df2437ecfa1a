import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Entry, ZipFile } from 'yauzl';
import { openPromise } from 'yauzl';
import { Failure } from '../domain/index.ts';
import type { Row } from './row.ts';
import type { XmlHandlers } from './sax.ts';
import { readXml } from './sax.ts';
import type { Workbook } from './xlsx-parts.ts';
import {
  relationHandlers,
  sharedTextHandlers,
  styleHandlers,
  unreadable,
  workbookHandlers,
} from './xlsx-parts.ts';
import { sheetHandlers } from './xlsx-sheet.ts';

/** Limit for unpacked parts other than the sheets: no genuine workbook has more, and it would not fit into a worker. */
const MAX_PART_BYTES = 256 * 1024 * 1024;

export interface XlsxRows {
  /** Numbers, texts, booleans; dates as ISO 8601; empty cells are omitted. */
  readonly rows: AsyncIterable<Row[]>;
  /** Bytes of the file that have been read. */
  fileBytes(): number;
}

/**
 * Reads the rows of one sheet of an Excel file. Shared texts are held in memory, the sheet is streamed.
 * @param sheet its name; null takes the first
 * @throws Failure IMPORT_UNREADABLE
 */
export async function xlsxRows(file: string, sheet: string | null): Promise<XlsxRows> {
  let share = 0;
  const zip = await opened(file);
  const { fileSize } = zip;
  return {
    rows: readSheet(zip, sheet, (part) => (share = part)),
    fileBytes: () => Math.round(share * fileSize),
  };
}

async function opened(file: string): Promise<ZipFile> {
  try {
    return await openPromise(file, { autoClose: false, lazyEntries: true });
  } catch (error) {
    throw unreadable((error as Error).message);
  }
}

async function* readSheet(
  zip: ZipFile,
  sheet: string | null,
  tellShare: (share: number) => void,
): AsyncGenerator<Row[]> {
  try {
    const entries = await entriesOf(zip);
    const workbook: Workbook = { sheets: [], from1904: false };
    const targets = new Map<string, string>();
    const sharedTexts: string[] = [];
    const isDate: boolean[] = [];
    await readPart(zip, entries.get('xl/workbook.xml'), workbookHandlers(workbook));
    await readPart(zip, entries.get('xl/_rels/workbook.xml.rels'), relationHandlers(targets));
    await readPart(zip, entries.get('xl/sharedStrings.xml'), sharedTextHandlers(sharedTexts));
    await readPart(zip, entries.get('xl/styles.xml'), styleHandlers(isDate));
    const entry = entries.get(sheetFile(workbook, targets, sheet));
    if (!entry) throw unreadable('the sheet’s file is missing');
    const rows: Row[] = [];
    const context = { sharedTexts, isDate, from1904: workbook.from1904 };
    let read = 0;
    const stream = counted(await zip.openReadStreamPromise(entry), (bytes) => (read += bytes));
    for await (const _part of readXml(stream, entry.fileName, (place) =>
      sheetHandlers(context, place, (row) => rows.push(row)),
    )) {
      tellShare(Math.min(1, read / Math.max(1, entry.uncompressedSize)));
      if (rows.length > 0) yield rows.splice(0);
    }
  } catch (error) {
    throw error instanceof Failure ? error : unreadable((error as Error).message);
  } finally {
    zip.close();
  }
}

async function entriesOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  return entries;
}

/** A missing part counts as empty: a workbook without texts has no shared texts. */
async function readPart(
  zip: ZipFile,
  entry: Entry | undefined,
  handlers: XmlHandlers,
): Promise<void> {
  if (!entry) return;
  if (entry.uncompressedSize > MAX_PART_BYTES)
    throw unreadable(`${entry.fileName} is larger than 256 MB`);
  const stream = await zip.openReadStreamPromise(entry);
  for await (const _part of readXml(stream, entry.fileName, () => handlers));
}

function sheetFile(
  { sheets }: Workbook,
  targets: ReadonlyMap<string, string>,
  wanted: string | null,
): string {
  const found = wanted === null ? sheets[0] : sheets.find(({ name }) => name === wanted);
  if (!found) {
    const names = sheets.map(({ name }) => name).join(', ');
    throw unreadable(`there is no sheet "${wanted ?? ''}"; it has ${names || 'no sheets'}`);
  }
  const target = targets.get(found.relation) ?? '';
  return target.startsWith('/') ? target.slice(1) : path.posix.join('xl', target);
}

async function* counted(stream: Readable, tell: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const bytes of stream as AsyncIterable<Buffer>) {
    tell(bytes.length);
    yield bytes;
  }
}

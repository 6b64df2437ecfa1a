import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Entry, ZipFile } from 'yauzl';
import { openPromise } from 'yauzl';
import { Failure } from '../domain/index.ts';
import type { Row } from './row.ts';
import type { XmlHandlers } from './sax.ts';
import { readXml } from './sax.ts';
import type { Meaning, Relation, Workbook } from './xlsx-parts.ts';
import {
  relationHandlers,
  sharedTextHandlers,
  styleHandlers,
  unreadable,
  workbookHandlers,
} from './xlsx-parts.ts';
import type { SheetContext } from './xlsx-sheet.ts';
import { sheetHandlers } from './xlsx-sheet.ts';

/** Limit for unpacked parts other than the sheets: no genuine workbook has more, and it would not fit into a worker. */
const MAX_PART_BYTES = 256 * 1024 * 1024;

export interface XlsxRows {
  /** Numbers, texts, booleans; dates and times as in `excelMoment`; codes with their zeros; empty cells are omitted. */
  readonly rows: AsyncIterable<Row[]>;
  /** Bytes of the file that have been read. */
  fileBytes(): number;
}

/**
 * Reads the rows of one sheet of an Excel file. Shared texts are held in memory, the sheet is streamed.
 * @param sheet its name; null takes the first
 * @param checkHeader as in `SheetContext`
 * @throws Failure IMPORT_UNREADABLE
 */
export async function xlsxRows(
  file: string,
  sheet: string | null,
  checkHeader: SheetContext['checkHeader'] = () => undefined,
): Promise<XlsxRows> {
  let share = 0;
  const zip = await opened(file);
  const { fileSize } = zip;
  return {
    rows: readSheet(zip, { sheet, checkHeader, tellShare: (part) => (share = part) }),
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

interface SheetReading extends Pick<SheetContext, 'checkHeader'> {
  readonly sheet: string | null;
  readonly tellShare: (share: number) => void;
}

async function* readSheet(
  zip: ZipFile,
  { sheet, checkHeader, tellShare }: SheetReading,
): AsyncGenerator<Row[]> {
  try {
    const parts = await partsOf(zip);
    const workbookFile = targetOf(await relationsOf(parts, ''), 'officeDocument');
    if (workbookFile === undefined) throw unreadable('it holds no workbook');
    const relations = await relationsOf(parts, workbookFile);
    const workbook: Workbook = { sheets: [], from1904: false };
    const sharedTexts: string[] = [];
    const meanings: Meaning[] = [];
    await parts.read(workbookFile, workbookHandlers(workbook));
    await parts.read(targetOf(relations, 'sharedStrings'), sharedTextHandlers(sharedTexts));
    await parts.read(targetOf(relations, 'styles'), styleHandlers(meanings));
    const entry = parts.find(sheetFile(workbook, relations, sheet));
    if (!entry) throw unreadable('the sheet’s file is missing');
    const rows: Row[] = [];
    const { from1904 } = workbook;
    const context = { sharedTexts, meanings, from1904, checkHeader };
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

/** The files of a workbook. Their names are the same in upper and lower case (OPC). */
interface Parts {
  find(file: string | undefined): Entry | undefined;
  /** A missing part counts as empty: a workbook without texts has no shared texts. */
  read(file: string | undefined, handlers: XmlHandlers): Promise<void>;
}

async function partsOf(zip: ZipFile): Promise<Parts> {
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName.toLowerCase(), entry);
  const find = (file = '') => entries.get(file.toLowerCase());
  return {
    find,
    async read(file, handlers) {
      const entry = find(file);
      if (!entry) return;
      if (entry.uncompressedSize > MAX_PART_BYTES)
        throw unreadable(`${entry.fileName} is larger than 256 MB`);
      const stream = await zip.openReadStreamPromise(entry);
      for await (const _part of readXml(stream, entry.fileName, () => handlers));
    },
  };
}

/** Reads which parts a part refers to, with their files. @param file empty for the package itself */
async function relationsOf(parts: Parts, file: string): Promise<readonly Relation[]> {
  const { dir, base } = path.posix.parse(file);
  const relations: Relation[] = [];
  await parts.read(path.posix.join(dir, '_rels', `${base}.rels`), relationHandlers(relations));
  return relations.map((one) => ({
    ...one,
    target: path.posix.resolve('/', dir, one.target).slice(1),
  }));
}

function targetOf(relations: readonly Relation[], type: string): string | undefined {
  return relations.find((one) => one.type === type)?.target;
}

/** A diagram may have a sheet of its own, which has no rows. */
function sheetFile(
  { sheets }: Workbook,
  relations: readonly Relation[],
  wanted: string | null,
): string | undefined {
  const files = new Map(
    relations.filter(({ type }) => type === 'worksheet').map(({ id, target }) => [id, target]),
  );
  const known = sheets.filter(({ relation }) => files.has(relation));
  const found = wanted === null ? known[0] : known.find(({ name }) => name === wanted);
  if (found) return files.get(found.relation);
  const names = known.map(({ name }) => name).join(', ');
  throw unreadable(`there is no sheet "${wanted ?? ''}"; it has ${names || 'no sheets'}`);
}

async function* counted(stream: Readable, tell: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const bytes of stream as AsyncIterable<Buffer>) {
    tell(bytes.length);
    yield bytes;
  }
}

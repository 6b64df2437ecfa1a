import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ZipFile } from 'yazl';
import type { ImportReading } from '../../src/domain/index.ts';
import type { Row } from '../../src/formats/index.ts';
import {
  chunkedFormat,
  cutPieces,
  localFile,
  openText,
  xlsxRows,
  xmlRows,
} from '../../src/formats/index.ts';

export function readingOf(more: Partial<ImportReading>): ImportReading {
  return {
    format: 'jsonl',
    encoding: 'utf-8',
    delimiter: null,
    recordPath: null,
    sheet: null,
    numbers: [],
    decimalComma: [],
    germanDates: [],
    ...more,
  };
}

export interface ReadAll {
  readonly rows: readonly Row[];
  /** Where each piece ends. */
  readonly offsets: readonly number[];
}

/** Reads a file as an import does, in pieces of about this many bytes, starting at an offset. */
export async function readAll(
  file: string,
  reading: ImportReading,
  options: { readonly pieceBytes?: number; readonly offset?: number } = {},
): Promise<ReadAll> {
  const { pieceBytes = 64 * 1024, offset = 0 } = options;
  const format = chunkedFormat(reading);
  const rows: Row[] = [];
  const offsets: number[] = [];
  if (!format) {
    const source =
      reading.format === 'xlsx'
        ? (await xlsxRows(file, reading.sheet)).rows
        : xmlRows(
            (await openText(localFile(file), reading.encoding, 0)).bytes,
            (reading.recordPath ?? '').split('/'),
          );
    for await (const some of source) rows.push(...some);
    return { rows, offsets };
  }
  for await (const piece of cutPieces({
    file: localFile(file),
    reading,
    format,
    offset,
    pieceBytes,
  })) {
    rows.push(...format.rows(piece.bytes, piece.prologue));
    offsets.push(piece.offset + piece.bytes.length);
  }
  return { rows, offsets };
}

export async function fileWith(dir: string, name: string, content: string | Uint8Array) {
  const file = path.join(dir, name);
  await writeFile(file, content);
  return file;
}

const escape = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** Writes an Excel file with one sheet, whose cells are given as XML. Cell styles: number, date, moment, time of day, duration, postal code. */
export async function xlsxFile(
  file: string,
  sheetData: string,
  shared: readonly string[] = [],
  folder = 'xl',
): Promise<string> {
  const zip = new ZipFile();
  const add = (name: string, xml: string) =>
    zip.addBuffer(Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${xml}`), name);
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packaged = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const related = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`;
  const refer = (name: string, ...all: readonly string[]) =>
    add(name, `<Relationships xmlns="${packaged}">${all.join('')}</Relationships>`);
  refer('_rels/.rels', related('rId1', 'officeDocument', `${folder}/workbook.xml`));
  add(
    `${folder}/workbook.xml`,
    `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Artikel" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  );
  refer(
    `${folder}/_rels/workbook.xml.rels`,
    related('rId1', 'worksheet', 'worksheets/sheet1.xml'),
    related('rId2', 'styles', 'styles.xml'),
    related('rId3', 'sharedStrings', 'sharedStrings.xml'),
  );
  add(
    `${folder}/styles.xml`,
    `<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy;@"/><numFmt numFmtId="165" formatCode="[$-407]00000"/></numFmts><cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="46"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
  );
  const texts = shared
    .map((text) => `<si><t xml:space="preserve">${escape(text)}</t></si>`)
    .join('');
  // Some programs spell it so; the relation finds it all the same.
  add(`${folder}/SharedStrings.xml`, `<sst xmlns="${main}">${texts}</sst>`);
  add(
    `${folder}/worksheets/sheet1.xml`,
    `<worksheet xmlns="${main}"><sheetData>${sheetData}</sheetData></worksheet>`,
  );
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  await writeFile(file, Buffer.concat(chunks));
  return file;
}

export { escape as escapeXml };

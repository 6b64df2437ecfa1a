import { Failure } from '../domain/index.ts';
import type { XmlHandlers } from './sax.ts';

/** One sheet of a workbook, and the relation that names its file. */
export interface SheetEntry {
  readonly name: string;
  readonly relation: string;
}

export interface Workbook {
  readonly sheets: SheetEntry[];
  /** Whether days count from 1904, as on old Macs. */
  from1904: boolean;
}

/** Reads `xl/workbook.xml`: the sheets in order. */
export function workbookHandlers(workbook: Workbook): XmlHandlers {
  return {
    open(name, attributes) {
      const { name: sheet, date1904, ...rest } = attributes;
      if (local(name) === 'workbookPr') workbook.from1904 = date1904 === '1' || date1904 === 'true';
      if (local(name) !== 'sheet' || sheet === undefined) return;
      workbook.sheets.push({ name: sheet, relation: rest['r:id'] ?? '' });
    },
    close: () => undefined,
  };
}

/** Reads `xl/_rels/workbook.xml.rels`: file names by relation. */
export function relationHandlers(targets: Map<string, string>): XmlHandlers {
  return {
    open(name, { Id, Target }) {
      if (local(name) === 'Relationship' && Id && Target) targets.set(Id, Target);
    },
    close: () => undefined,
  };
}

/** Reads `xl/sharedStrings.xml`: texts that cells refer to by number. Joins the runs of a text, skips readings (`rPh`). */
export function sharedTextHandlers(texts: string[]): XmlHandlers {
  let [current, inText, inReading] = ['', false, false];
  return {
    open(name) {
      if (local(name) === 'si') current = '';
      if (local(name) === 't') inText = true;
      if (local(name) === 'rPh') inReading = true;
    },
    text(text) {
      if (inText && !inReading) current += text;
    },
    close(name) {
      if (local(name) === 'si') texts.push(unescaped(current));
      if (local(name) === 't') inText = false;
      if (local(name) === 'rPh') inReading = false;
    },
  };
}

/** Texts write what XML cannot hold, and the carriage return, as `_x000D_` (ST_Xstring of ECMA-376). */
export function unescaped(text: string): string {
  return text.replaceAll(/_x([\dA-F]{4})_/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** Number formats of ECMA-376 that are dates or times of day without a definition in the file. */
const BUILT_IN_DATES = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);

/** Reads `xl/styles.xml`: for each cell style, whether its numbers are dates. */
export function styleHandlers(isDate: boolean[]): XmlHandlers {
  const dateFormats = new Set(BUILT_IN_DATES);
  let inCellStyles = false;
  return {
    open(name, { numFmtId, formatCode }) {
      if (local(name) === 'numFmt' && isDateFormat(formatCode ?? '')) {
        dateFormats.add(Number(numFmtId));
      }
      if (local(name) === 'cellXfs') inCellStyles = true;
      if (local(name) === 'xf' && inCellStyles) isDate.push(dateFormats.has(Number(numFmtId)));
    },
    close(name) {
      if (local(name) === 'cellXfs') inCellStyles = false;
    },
  };
}

/** Literal texts, colours and conditions may contain any letter, so they are removed before looking for parts of a date. */
function isDateFormat(code: string): boolean {
  const bare = code.replaceAll(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  return /[ymdhs]/i.test(bare);
}

/** Removes the namespace prefix from a name, which some programs write. */
export function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const DAY_MS = 86_400_000;
const EPOCH_1900_MS = Date.UTC(1899, 11, 30);
const DAYS_TO_1904 = 1462;

/** Converts an Excel day number to ISO 8601 without a zone; a plain date if it has no time. Null outside the years 1 to 9999. */
export function excelDate(days: number, from1904: boolean): string | null {
  const millis = EPOCH_1900_MS + Math.round((days + (from1904 ? DAYS_TO_1904 : 0)) * DAY_MS);
  const moment = new Date(millis);
  if (Number.isNaN(moment.getTime()) || moment.getUTCFullYear() > 9999) return null;
  const iso = moment.toISOString();
  if (Number.isInteger(days)) return iso.slice(0, 10);
  return iso.endsWith('.000Z') ? iso.slice(0, 19) : iso.slice(0, 23);
}

export function unreadable(why: string): Failure {
  return new Failure('IMPORT_UNREADABLE', {
    message: `The Excel file cannot be read: ${why.replace(/\.$/, '')}.`,
  });
}

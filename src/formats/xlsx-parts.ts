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

/** Reads the workbook: the sheets in order. */
export function workbookHandlers(workbook: Workbook): XmlHandlers {
  return {
    open(name, attributes) {
      const { name: sheet, date1904 } = attributes;
      if (local(name) === 'workbookPr') workbook.from1904 = date1904 === '1' || date1904 === 'true';
      if (local(name) !== 'sheet' || sheet === undefined) return;
      const prefixed = Object.keys(attributes).find((one) => one.endsWith(':id')) ?? '';
      workbook.sheets.push({ name: sheet, relation: attributes[prefixed] ?? '' });
    },
    close: () => undefined,
  };
}

/** A part that another one refers to. */
export interface Relation {
  readonly id: string;
  /** The end of its type, which differs between the two variants of OOXML: `worksheet`, `styles` ... */
  readonly type: string;
  /** Relative to the part that refers to it, or absolute. */
  readonly target: string;
}

/** Reads the relations of a part. */
export function relationHandlers(relations: Relation[]): XmlHandlers {
  return {
    open(name, { Id: id, Type, Target: target }) {
      if (local(name) !== 'Relationship' || !id || !Type || !target) return;
      relations.push({ id, type: Type.slice(Type.lastIndexOf('/') + 1), target });
    },
    close: () => undefined,
  };
}

/** Reads shared strings: texts that cells refer to by number. Joins the runs of a text, skips readings (`rPh`). */
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

/** What a number means by its format: a moment, a code of at least so many digits (`00000`), or null for a mere number. */
export type Meaning = MomentMeaning | number | null;
export type MomentMeaning = 'date' | 'time of day' | 'duration';

/** Number formats of ECMA-376 that have a meaning without a definition in the file. */
const BUILT_IN: readonly (readonly [Meaning, readonly number[]])[] = [
  ['date', [14, 15, 16, 17, 22]],
  ['time of day', [18, 19, 20, 21, 45, 47]],
  ['duration', [46]],
];

/** Reads the styles: for each cell style, what its numbers mean. */
export function styleHandlers(meanings: Meaning[]): XmlHandlers {
  const formats = new Map<number, Meaning>();
  for (const [meaning, ids] of BUILT_IN) for (const id of ids) formats.set(id, meaning);
  let inCellStyles = false;
  return {
    open(name, { numFmtId, formatCode }) {
      if (local(name) === 'numFmt') formats.set(Number(numFmtId), meaningOf(formatCode ?? ''));
      if (local(name) === 'cellXfs') inCellStyles = true;
      if (local(name) === 'xf' && inCellStyles)
        meanings.push(formats.get(Number(numFmtId)) ?? null);
    },
    close(name) {
      if (local(name) === 'cellXfs') inCellStyles = false;
    },
  };
}

/** Literal texts, colours and conditions may contain any letter, so they are removed before looking for parts of a date. */
function meaningOf(code: string): Meaning {
  const bare = code.replaceAll(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  const zeros = /^(00+)(?:;|$)/.exec(bare)?.[1];
  if (zeros !== undefined) return zeros.length;
  if (/[yd]/i.test(bare)) return 'date';
  if (bare.includes('[')) return 'duration';
  if (/[hs]/i.test(bare)) return 'time of day';
  return /m/i.test(bare) ? 'date' : null;
}

/** Removes the namespace prefix from a name, which some programs write. */
export function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

export function unreadable(why: string): Failure {
  return new Failure('IMPORT_UNREADABLE', {
    message: `The Excel file cannot be read: ${why.replace(/\.$/, '')}.`,
  });
}

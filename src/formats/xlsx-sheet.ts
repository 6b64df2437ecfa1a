import type { Json, JsonObject } from '../domain/index.ts';
import type { Row } from './row.ts';
import { differing, MAX_RECORD_SIZE, TOO_LARGE } from './row.ts';
import type { XmlHandlers, XmlPlace } from './sax.ts';
import { setField } from './set-field.ts';
import { excelMoment } from './xlsx-moment.ts';
import type { Meaning } from './xlsx-parts.ts';
import { local, unescaped, unreadable } from './xlsx-parts.ts';
import { columnOf, LAST_COLUMN, LAST_ROW, rowOf } from './xlsx-place.ts';

const MAX_SHOWN = 40;
/** As programs write it that do not compute. */
const UNCOMPUTED = 'holds a formula without its result: open the file in Excel and save it';

/** What is needed to interpret the cells of a sheet. */
export interface SheetContext {
  readonly sharedTexts: readonly string[];
  /** For each cell style, what its numbers mean. */
  readonly meanings: readonly Meaning[];
  readonly from1904: boolean;
  /** Throws if the columns are not those that are needed. */
  readonly checkHeader: (columns: readonly (string | null)[]) => void;
}

/** A cell without a usable value: `#DIV/0!` and the like. */
interface CellError {
  readonly wrong: string;
  readonly reason: string;
}
type Cell = string | number | boolean | CellError;

/** A fault that makes a row unreadable, whatever its cells hold. */
interface Misplaced {
  /** From 1; null when the row itself is at fault. */
  readonly column: number | null;
  readonly reason: string;
}

/**
 * Converts the rows of a sheet to documents; the first row with content names the columns, empty rows are skipped, also those whose
 * texts are empty.
 * @returns handlers that throw Failure IMPORT_UNREADABLE when the first row cannot name the columns
 */
export function sheetHandlers(
  context: SheetContext,
  place: XmlPlace,
  tell: (row: Row) => void,
): XmlHandlers {
  let header: (string | null)[] | null = null;
  let cells: (Cell | undefined)[] = [];
  let misplaced: Misplaced | null = null;
  let [line, column, type, style, text] = [0, 0, '', 0, ''];
  let [inValue, inReading, isFormula] = [false, false, false];
  /** Where the row begins, and the length of the shared texts in it. */
  let [start, shared] = [0, 0];

  function beginRow(number: string | undefined): void {
    [column, cells, misplaced] = [0, [], null];
    [start, shared] = [place.tagStart(), 0];
    const told = number === undefined ? line + 1 : rowOf(number);
    line = told ?? line + 1;
    if (told === null || line > LAST_ROW) misplaced = { column: null, reason: noRow(number) };
  }

  function beginCell(reference: string | undefined): void {
    const told = reference === undefined ? column + 1 : columnOf(reference);
    column = told ?? column + 1;
    if (told === null || column > LAST_COLUMN) misplaced ??= { column, reason: noCell(reference) };
  }

  /** Stops collecting a row that is too large. */
  function measure(): void {
    if (misplaced || place.position() - start + shared <= MAX_RECORD_SIZE) return;
    misplaced = { column: column || null, reason: TOO_LARGE };
    text = '';
  }

  function endRow(): void {
    if (misplaced) {
      if (!header) throw unreadable(`its first row cannot name the columns: ${misplaced.reason}`);
      tell({ line, ...misplaced, raw: rawOf(cells) });
      return;
    }
    if (cells.every(isBlank)) return;
    if (header) tell(toRow(header, cells, line));
    else context.checkHeader((header = headerOf(cells)));
  }

  return {
    open(name, { r, t, s }) {
      const what = local(name);
      if (what === 'row') beginRow(r);
      if (what === 'c') {
        beginCell(r);
        [type, style, text, isFormula] = [t ?? 'n', Number(s ?? 0), '', false];
      }
      if (what === 'f') isFormula = true;
      if (what === 'v' || what === 't') inValue = true;
      if (what === 'rPh') inReading = true;
    },
    text(more) {
      measure();
      if (inValue && !inReading && !misplaced) text += more;
    },
    close(name) {
      const what = local(name);
      if (what === 'v' || what === 't') inValue = false;
      if (what === 'rPh') inReading = false;
      if (what === 'c' && !misplaced) {
        const value = valueOf(context, { type, style, text, isFormula });
        if (type === 's' && typeof value === 'string') shared += value.length;
        measure();
        if (value !== undefined && !misplaced) cells[column - 1] = value;
      }
      if (what === 'row') endRow();
    },
  };
}

function headerOf(cells: readonly (Cell | undefined)[]): (string | null)[] {
  return cells.map((cell) => (cell === undefined ? null : shown(cell).trim()));
}

function noRow(number = 'after the last'): string {
  return `a sheet has rows 1 to 1,048,576, and none is numbered "${number.slice(0, MAX_SHOWN)}"`;
}

function noCell(reference = 'after the last'): string {
  return `a sheet has cells A1 to XFD1048576, and none is called "${reference.slice(0, MAX_SHOWN)}"`;
}

interface CellText {
  readonly type: string;
  readonly style: number;
  readonly text: string;
  readonly isFormula: boolean;
}

function valueOf(
  { sharedTexts, meanings, from1904 }: SheetContext,
  { type, style, text, isFormula }: CellText,
): Cell | undefined {
  // A formula may have an empty text as its result, but no other value is empty.
  if (text === '') return isFormula && type !== 'str' ? wrong(text, UNCOMPUTED) : undefined;
  if (type === 's') {
    return (
      sharedTexts[Number(text)] ??
      wrong(text, `refers to shared text ${text}, which does not exist`)
    );
  }
  if (type === 'inlineStr' || type === 'str' || type === 'd') return unescaped(text);
  if (type === 'b') return text === '1';
  if (type === 'e') return wrong(text, `holds the error ${text}`);
  const number = Number(text);
  // JSON would turn it into null.
  if (!Number.isFinite(number))
    return wrong(text, `holds "${text.slice(0, MAX_SHOWN)}", which is not a number`);
  const meaning = meanings[style] ?? null;
  if (meaning === null) return number;
  if (typeof meaning === 'number') return withZeros(number, meaning);
  return excelMoment(number, meaning, from1904) ?? number;
}

/** A postal code or a number of an article is another one without its zeros. */
function withZeros(number: number, digits: number): Cell {
  return Number.isSafeInteger(number) && number >= 0
    ? String(number).padStart(digits, '0')
    : number;
}

function wrong(text: string, what: string): CellError {
  return { wrong: text, reason: `the cell ${what}` };
}

function toRow(
  header: readonly (string | null)[],
  cells: readonly (Cell | undefined)[],
  line: number,
): Row {
  const document: Record<string, Json> = {};
  for (let index = 0; index < cells.length; index++) {
    const cell = cells[index];
    if (cell === undefined) continue;
    const name = header[index] ?? '';
    const reason = objection(cell, name, document);
    if (reason !== null) {
      return { line, column: index + 1, reason, raw: rawOf(cells) };
    }
    setField(document, name, cell as Json);
  }
  return { line, document };
}

function objection(cell: Cell, name: string, document: JsonObject): string | null {
  if (isError(cell)) return cell.reason;
  if (name === '') return 'the cell has a value, but the first row names no column there';
  return Object.hasOwn(document, name) && document[name] !== cell ? differing(name) : null;
}

/** Whether a cell says nothing: programs also write empty texts into cells that are only formatted. */
function isBlank(cell: Cell | undefined): boolean {
  return cell === undefined || (typeof cell === 'string' && cell.trim() === '');
}

function isError(cell: Cell): cell is CellError {
  return typeof cell === 'object';
}

function rawOf(cells: readonly (Cell | undefined)[]): string {
  return JSON.stringify(cells.map((cell) => (cell === undefined ? null : shown(cell))));
}

function shown(cell: Cell): string {
  return isError(cell) ? cell.wrong : String(cell);
}

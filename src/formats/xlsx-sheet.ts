import type { Json } from '../domain/index.ts';
import type { Row } from './row.ts';
import type { XmlHandlers } from './sax.ts';
import { excelDate, local } from './xlsx-parts.ts';

/** What the cells of a sheet are read by. */
export interface SheetContext {
  readonly sharedTexts: readonly string[];
  /** For each cell style whether its numbers are dates. */
  readonly isDate: readonly boolean[];
  readonly from1904: boolean;
}

/** A cell that holds no value that could be meant: `#DIV/0!` and the like. */
interface CellError {
  readonly wrong: string;
}
type Cell = string | number | boolean | CellError;

/** Turns the rows of a sheet into documents; the first row with content names the columns, empty ones are passed over. */
export function sheetHandlers(context: SheetContext, tell: (row: Row) => void): XmlHandlers {
  let header: (string | null)[] | null = null;
  let cells: (Cell | undefined)[] = [];
  let [line, column, type, style, text] = [0, 0, '', 0, ''];
  let inValue = false;

  function endRow(): void {
    if (!cells.some((cell) => cell !== undefined)) return;
    if (header) tell(toRow(header, cells, line));
    else header = cells.map((cell) => (cell === undefined ? null : shown(cell).trim()));
  }

  return {
    open(name, { r, t, s }) {
      const what = local(name);
      if (what === 'row') [line, column, cells] = [r === undefined ? line + 1 : Number(r), 0, []];
      if (what === 'c') {
        column = r === undefined ? column + 1 : columnOf(r);
        [type, style, text] = [t ?? 'n', Number(s ?? 0), ''];
      }
      if (what === 'v' || what === 't') inValue = true;
    },
    text(more) {
      if (inValue) text += more;
    },
    close(name) {
      const what = local(name);
      if (what === 'v' || what === 't') inValue = false;
      if (what === 'c') {
        const value = valueOf(context, { type, style, text });
        if (value !== undefined) cells[column - 1] = value;
      }
      if (what === 'row') endRow();
    },
  };
}

function valueOf(
  { sharedTexts, isDate, from1904 }: SheetContext,
  { type, style, text }: { readonly type: string; readonly style: number; readonly text: string },
): Cell | undefined {
  if (text === '') return undefined;
  if (type === 's') return sharedTexts[Number(text)];
  if (type === 'inlineStr' || type === 'str' || type === 'd') return text;
  if (type === 'b') return text === '1';
  if (type === 'e') return { wrong: text };
  const number = Number(text);
  return isDate[style] ? (excelDate(number, from1904) ?? number) : number;
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
    const reason = objection(cell, name);
    if (reason !== null) {
      const raw = JSON.stringify(cells.map((one) => (one === undefined ? null : shown(one))));
      return { line, column: index + 1, reason, raw };
    }
    document[name] = cell as Json;
  }
  return { line, document };
}

function objection(cell: Cell, name: string): string | null {
  if (isError(cell)) return `the cell holds the error ${cell.wrong}`;
  return name === '' ? 'the cell has a value, but the first row names no column there' : null;
}

function isError(cell: Cell): cell is CellError {
  return typeof cell === 'object';
}

function shown(cell: Cell): string {
  return isError(cell) ? cell.wrong : String(cell);
}

/** `AB12` is in column 28. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference.toUpperCase()) {
    if (letter < 'A' || letter > 'Z') break;
    column = column * 26 + letter.charCodeAt(0) - 64;
  }
  return column;
}

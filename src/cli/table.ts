import { styleText } from 'node:util';
import { plainLine } from './plain-text.ts';

type Style = Parameters<typeof styleText>[0];

/** One cell: its text, and its style on a terminal. */
export interface Cell {
  readonly text: string;
  readonly style?: Style;
}

export interface Column<Row> {
  readonly title: string;
  readonly align?: 'left' | 'right';
  readonly cell: (row: Row) => string | Cell;
}

/** Formats rows as a table with fitted columns. Colours appear only where standard output supports them. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) => columns.map(({ cell }) => asCell(cell(row))));
  const titles = columns.map(({ title }) => ({ text: title, style: 'dim' as const }));
  const widths = columns.map((_, index) =>
    Math.max(...[titles, ...cells].map((line) => line[index]?.text.length ?? 0)),
  );
  const line = (row: readonly Cell[]) =>
    row
      .map((cell, index) => pad(cell, widths[index] ?? 0, columns[index]?.align ?? 'left'))
      .join('  ')
      .trimEnd();
  return [titles, ...cells].map(line).join('\n');
}

/** Pads before colouring, since escape sequences have no width. */
function pad({ text, style }: Cell, width: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, width - text.length));
  const shown = style ? styleText(style, text, { stream: process.stdout }) : text;
  return align === 'right' ? space + shown : shown + space;
}

function asCell(cell: string | Cell): Cell {
  if (typeof cell === 'string') return { text: plainLine(cell) };
  return { ...cell, text: plainLine(cell.text) };
}

import { stripVTControlCharacters } from 'node:util';

const HOME = '\u001b[H';
const CLEAR_LINE_END = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';
const CLEAR_ALL = '\u001b[2J';

type Output = Pick<NodeJS.WriteStream, 'isTTY' | 'rows' | 'columns' | 'write'>;

/**
 * Returns a function that shows each text in place of the previous one on a terminal; elsewhere one below the other, and so on a
 * terminal that does not tell its size, as that of a container may.
 */
export function openScreen(out: Output): (text: string) => void {
  let shown = false;
  return (text) => {
    if (out.isTTY && out.rows > 0 && out.columns > 0)
      out.write(`${shown ? '' : CLEAR_ALL}${frame(text, out)}`);
    else out.write(`${shown ? '\n' : ''}${text}\n`);
    shown = true;
  };
}

/** Overwrites lines and clears only their rest, so that nothing flickers. If not all fit, the last row says how many are left out. */
function frame(text: string, { rows, columns }: Output): string {
  const lines = text.split('\n');
  const heights = lines.map((line) => Math.max(1, Math.ceil(lengthOf(line) / columns)));
  const free = Math.max(1, rows - 1);
  const shown = fitting(heights, free) === lines.length ? lines : cut(lines, heights, free);
  const body = shown.map((line) => {
    // After a line that fills the full width the cursor is still on its last character, which clearing would erase.
    const isFull = line !== '' && lengthOf(line) % columns === 0;
    return `${line}${isFull ? '' : CLEAR_LINE_END}\n`;
  });
  return `${HOME}${body.join('')}${CLEAR_BELOW}`;
}

function cut(lines: readonly string[], heights: readonly number[], free: number): string[] {
  const kept = fitting(heights, free - 1);
  return [...lines.slice(0, kept), `… and ${lines.length - kept} lines more`];
}

/** Returns how many lines of these heights fit into that many rows. */
function fitting(heights: readonly number[], rows: number): number {
  let free = rows;
  const first = heights.findIndex((height) => (free -= height) < 0);
  return first === -1 ? heights.length : first;
}

function lengthOf(line: string): number {
  return stripVTControlCharacters(line).length;
}

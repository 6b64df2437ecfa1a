import { stripVTControlCharacters } from 'node:util';

const HOME = '\u001b[H';
const CLEAR_LINE_END = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';
const CLEAR_ALL = '\u001b[2J';

type Output = Pick<NodeJS.WriteStream, 'isTTY' | 'rows' | 'columns' | 'write'>;

/** Returns a function that shows each text in place of the previous one on a terminal; elsewhere one below the other. */
export function openScreen(out: Output): (text: string) => void {
  let shown = false;
  return (text) => {
    if (out.isTTY) out.write(`${shown ? '' : CLEAR_ALL}${frame(text, out)}`);
    else out.write(`${shown ? '\n' : ''}${text}\n`);
    shown = true;
  };
}

/** Overwrites lines and clears only their rest, so that nothing flickers. Lines that do not fit at the bottom are left out. */
function frame(text: string, { rows, columns }: Output): string {
  let free = Math.max(1, rows - 1);
  let body = '';
  for (const line of text.split('\n')) {
    const { length } = stripVTControlCharacters(line);
    free -= Math.max(1, Math.ceil(length / columns));
    if (free < 0) break;
    // After a line that fills the full width the cursor is still on its last character, which clearing would erase.
    const isFull = length > 0 && length % columns === 0;
    body += `${line}${isFull ? '' : CLEAR_LINE_END}\n`;
  }
  return `${HOME}${body}${CLEAR_BELOW}`;
}

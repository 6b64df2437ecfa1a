const HOME = '\u001b[H';
const CLEAR_LINE_END = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';
const CLEAR_ALL = '\u001b[2J';

/** Shows texts one after the other in the same place on a terminal; elsewhere one below the other. */
export function openScreen(out: NodeJS.WriteStream): (text: string) => void {
  let shown = false;
  return (text) => {
    if (!out.isTTY) {
      out.write(`${shown ? '\n' : ''}${text}\n`);
    } else {
      // Lines are overwritten and only their rest is cleared, so that nothing flickers.
      const lines = text.split('\n').slice(0, Math.max(1, out.rows - 1));
      const body = lines.map((line) => `${line}${CLEAR_LINE_END}\n`).join('');
      out.write(`${shown ? '' : CLEAR_ALL}${HOME}${body}${CLEAR_BELOW}`);
    }
    shown = true;
  };
}

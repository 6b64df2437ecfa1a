import type { DSV } from 'd3-dsv';
import { dsvFormat } from 'd3-dsv';

const dialects = new Map<string, DSV>();

/**
 * Parses CSV that follows RFC 4180, with empty lines as rows of one empty field, in a fraction of the time that `csv-parse` takes.
 * A quote behind the beginning of an unquoted field stands for itself (`Monitor 27" black`). Null for text that needs `csv-parse`,
 * with a misplaced quote or a line of one empty quoted field.
 */
export function wellFormedFields(text: string, delimiter: string): readonly string[][] | null {
  if (!quotesInPlace(text, delimiter)) return null;
  return dialectOf(delimiter).parseRows(text);
}

/**
 * Whether each quote opens or closes a field, is doubled inside one, or stands in an unquoted one. Hand-written, because a regular
 * expression overflows its stack at some megabytes of quotes.
 */
function quotesInPlace(text: string, delimiter: string): boolean {
  const endsLine = (char: string | undefined) =>
    char === undefined || char === '\n' || char === '\r';
  const isBorder = (char: string | undefined) => char === delimiter || endsLine(char);
  for (let open = text.indexOf('"'); open >= 0;) {
    if (!isBorder(text[open - 1])) {
      let before = open - 1;
      while (text[before] === ' ') before--;
      // Behind mere spaces it may be meant to open the field.
      if (isBorder(text[before])) return false;
      open = text.indexOf('"', open + 1);
      continue;
    }
    let close = text.indexOf('"', open + 1);
    while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
    if (close < 0 || !isBorder(text[close + 1])) return false;
    // It would look like an empty line.
    if (close === open + 1 && endsLine(text[open - 1]) && endsLine(text[close + 1])) return false;
    open = text.indexOf('"', close + 1);
  }
  return true;
}

function dialectOf(delimiter: string): DSV {
  const known = dialects.get(delimiter);
  if (known) return known;
  const dialect = dsvFormat(delimiter);
  dialects.set(delimiter, dialect);
  return dialect;
}

import type { DSV } from 'd3-dsv';
import { dsvFormat } from 'd3-dsv';

const dialects = new Map<string, DSV>();
const EMPTY_QUOTED_LINE = /(?:^|[\r\n])""(?:[\r\n]|$)/;

/**
 * Parses CSV that follows RFC 4180 exactly, with empty lines as rows of one empty field, in a fraction of the time that
 * `csv-parse` takes. Null for text that needs `csv-parse`, with a misplaced quote.
 */
export function wellFormedFields(text: string, delimiter: string): readonly string[][] | null {
  if (!quotesInPlace(text, delimiter)) return null;
  // It would look like an empty line.
  if (EMPTY_QUOTED_LINE.test(text)) return null;
  return dialectOf(delimiter).parseRows(text);
}

/**
 * Whether each quote opens or closes a field, or is doubled inside one. Hand-written, because a regular expression overflows its
 * stack at some megabytes of quotes.
 */
function quotesInPlace(text: string, delimiter: string): boolean {
  const isBorder = (char: string | undefined) =>
    char === undefined || char === delimiter || char === '\n' || char === '\r';
  for (let open = text.indexOf('"'); open >= 0;) {
    if (!isBorder(text[open - 1])) return false;
    let close = text.indexOf('"', open + 1);
    while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
    if (close < 0 || !isBorder(text[close + 1])) return false;
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

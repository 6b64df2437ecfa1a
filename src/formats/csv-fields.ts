import type { DSV } from 'd3-dsv';
import { dsvFormat } from 'd3-dsv';

interface Dialect {
  readonly format: DSV;
  /** A quoted field, from its delimiter or line end to the next. */
  readonly quoted: RegExp;
}

const dialects = new Map<string, Dialect>();
const STRAY_LINE_END = /\r(?!\n)|(?<!\r)\n/;
const EMPTY_QUOTED_LINE = /(?:^|\n)""(?:\r?\n|$)/;

/**
 * The fields of CSV that breaks no rule of RFC 4180, empty lines included as rows of one empty field, in a fraction of the time that
 * `csv-parse` takes. Null for text that `csv-parse` has to judge: with a quote out of place, or with line ends of several kinds.
 */
export function wellFormedFields(text: string, delimiter: string): readonly string[][] | null {
  const { format, quoted } = dialectOf(delimiter);
  if (text.includes('"') && text.replace(quoted, '').includes('"')) return null;
  if (text.includes('\r') && STRAY_LINE_END.test(text)) return null;
  // It would look like an empty line.
  if (EMPTY_QUOTED_LINE.test(text)) return null;
  return format.parseRows(text);
}

function dialectOf(delimiter: string): Dialect {
  const known = dialects.get(delimiter);
  if (known) return known;
  const border = `[^${RegExp.escape(delimiter)}\\r\\n]`;
  const quoted = new RegExp(`(?<!${border})"[^"]*(?:""[^"]*)*"(?!${border})`, 'g');
  const dialect = { format: dsvFormat(delimiter), quoted };
  dialects.set(delimiter, dialect);
  return dialect;
}

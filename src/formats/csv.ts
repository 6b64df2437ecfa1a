import { isUtf8 } from 'node:buffer';
import type { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import type { JsonObject } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { ChunkedFormat, Prologue } from './chunked.ts';
import { countLineFeeds } from './chunked.ts';
import { wellFormedFields } from './csv-fields.ts';
import type { BrokenRow, Row } from './row.ts';
import { differing, NOT_UTF8 } from './row.ts';
import { setField } from './set-field.ts';

const [LINE_FEED, RETURN, QUOTE] = [10, 13, 34];
/** Of equally frequent ones the first: a comma is often part of a name. */
const DELIMITERS = [';', '\t', '|', ','];
/** Lines before the header: Excel can be told the delimiter so, and DATEV says what the file is. */
const DELIMITER_LINE = /^"?sep=([ -~\t])"?[\r\n]*$/i;
const DATEV_LINE = /^"?(?:EXTF|DTVF)"?(;)/;
/** A file may mix line ends: it may be joined from others. Left to itself, the parser takes the first row's for all. */
const ANY_LINE_END = { record_delimiter: ['\r\n', '\n', '\r'], skip_empty_lines: true };
const LINE_END = /\r\n?|\n/;

/** CSV (RFC 4180): the first row names the columns, values are text. @param delimiter null detects it from the first row */
export function csv(delimiter: string | null): ChunkedFormat {
  return {
    prologue: (head, complete) => prologue(head, complete, delimiter),
    lastBorder: (bytes, { delimiter: between }) => borders(bytes, between).last,
    // After its first line: a quote that is never closed would take the whole file with it.
    wayOut: firstLineEnd,
    rows,
    mayEnd: () => true,
    lineCount: countLines,
  };
}

function prologue(head: Uint8Array, complete: boolean, wanted: string | null): Prologue | null {
  const first = head.findIndex((byte) => byte !== LINE_FEED && byte !== RETURN);
  const rest = Buffer.from(head.subarray(Math.max(0, first)));
  const lineEnd = firstLineEnd(rest) || rest.length;
  const line = rest.toString('utf8', 0, lineEnd);
  const [, told] = DELIMITER_LINE.exec(line) ?? DATEV_LINE.exec(line) ?? [];
  if (told !== undefined) {
    const before = Math.max(0, first) + lineEnd;
    const behind = prologue(head.subarray(before), complete, wanted ?? told);
    return behind && { ...behind, ...placeBehind(head, before + behind.length) };
  }
  const delimiter = wanted ?? delimiterOf(line);
  const end = borders(rest, delimiter, true).first;
  if (end === 0 && !complete) return null;
  const header = rest.subarray(0, end || rest.length);
  const columns = readHeader(header.toString('utf8'), delimiter);
  return { ...placeBehind(head, Math.max(0, first) + header.length), columns, delimiter };
}

function placeBehind(head: Uint8Array, length: number) {
  return { length, lines: countLines(head.subarray(0, length)) };
}

function delimiterOf(line: string): string {
  const plain = line.replaceAll(/"[^"]*"/g, '');
  const counted = DELIMITERS.map((one) => [one, plain.split(one).length] as const);
  return counted.toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? ',';
}

function readHeader(text: string, delimiter: string): readonly string[] {
  let names: readonly string[];
  try {
    names = rowsOf(text, delimiter)[0] ?? [];
  } catch (error) {
    throw unreadable(`its first row is not valid CSV: ${(error as Error).message}`);
  }
  if (names.length === 0) throw unreadable('it is empty; the first row must name the columns');
  return names;
}

function rowsOf(text: string, delimiter: string): string[][] {
  const hasInnerQuotes = wellFormedFields(text, delimiter) !== null;
  return parse(text, { ...ANY_LINE_END, delimiter, trim: true, relax_quotes: hasInnerQuotes });
}

function unreadable(why: string): Failure {
  return new Failure('IMPORT_UNREADABLE', { message: `The CSV file cannot be read: ${why}.` });
}

function* rows(bytes: Uint8Array, prologue: Prologue): Generator<Row> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = isUtf8(buffer) ? buffer.toString('utf8') : null;
  const fields = text === null ? null : wellFormedFields(text, prologue.delimiter);
  if (fields) yield* wellFormedRows(fields, prologue);
  else yield* oneByOne(buffer, prologue);
}

function* wellFormedRows(all: readonly (readonly string[])[], prologue: Prologue): Generator<Row> {
  const toRow = rowMaker(prologue);
  let line = 1;
  for (const fields of all) {
    if (!isEmpty(fields)) yield toRow(fields, line);
    line += 1 + breaksIn(fields);
  }
}

/** Parses each row separately, so that a broken one does not confuse the parser about the next. */
function* oneByOne(buffer: Buffer, prologue: Prologue): Generator<Row> {
  const toRow = rowMaker(prologue);
  let [from, line] = [0, 1];
  while (from < buffer.length) {
    const rest = buffer.subarray(from);
    const { first, isQuoted } = borders(rest, prologue.delimiter, true);
    // A quote that is never closed breaks its line, and not all rows behind it.
    const record = rest.subarray(0, first || (isQuoted && firstLineEnd(rest)) || rest.length);
    const row = oneRow(record, prologue.delimiter, line, toRow);
    if (row) yield row;
    line += countLines(record);
    from += record.length;
  }
}

/** Null for an empty row. */
function oneRow(record: Buffer, delimiter: string, line: number, toRow: ToRow): Row | null {
  const text = record.toString('utf8');
  const raw = text.replace(/(\r\n?|\n)$/, '');
  if (!isUtf8(record)) return { line, column: null, reason: NOT_UTF8, raw };
  try {
    const [fields] =
      wellFormedFields(text, delimiter) ??
      parse(text, { ...ANY_LINE_END, delimiter, relax_column_count: true });
    return fields && !isEmpty(fields) ? toRow(fields, line) : null;
  } catch (error) {
    return { line, ...whyBroken(error as CsvError, countLines(record)), raw };
  }
}

/** Rows that are only formatted are exported as delimiters alone. */
function isEmpty(fields: readonly string[]): boolean {
  return fields.every((field) => field.trim() === '');
}

/** Number of line breaks inside the fields of a row. */
function breaksIn(record: readonly string[]): number {
  let breaks = 0;
  for (const field of record) {
    if (field.includes('\n') || field.includes('\r')) breaks += field.split(LINE_END).length - 1;
  }
  return breaks;
}

type ToRow = (record: readonly string[], line: number) => Row;

function rowMaker({ columns, delimiter }: Prologue): ToRow {
  const hasTwins = new Set(columns).size < columns.length;
  return (record, line) => {
    const broken = (column: number, reason: string): Row => {
      return { line, column, reason, raw: record.join(delimiter) };
    };
    if (record.length !== columns.length) {
      const what = `the row has ${record.length} fields, but the first row names ${columns.length} columns`;
      return broken(Math.min(record.length, columns.length) + 1, what);
    }
    const document: Record<string, string> = {};
    for (let index = 0; index < columns.length; index++) {
      const [name = '', value = ''] = [columns[index], record[index]];
      if (name === '') continue;
      const twin = hasTwins && Object.hasOwn(document, name) ? document[name] : '';
      if (twin === '') setField(document, name, value);
      else if (value !== '' && value !== twin) return broken(index + 1, differing(name));
    }
    return { line, document: document satisfies JsonObject };
  };
}

function whyBroken(error: CsvError, lines: number): Pick<BrokenRow, 'column' | 'reason'> {
  const { index } = error as { index?: number };
  const what = error.message.replace(/ at line \d+.*$/s, '');
  // Somebody has to look for rows in it.
  const extent =
    lines > 1 ? `; up to the next quote at the end of a field it takes ${lines} lines` : '';
  const column = typeof index === 'number' ? index + 1 : null;
  return { column, reason: `this is not valid CSV: ${what}${extent}` };
}

/**
 * Finds the ends of the first and the last complete record, or with `onlyFirst` the first's as both; 0 when there is none.
 * `isQuoted` tells whether a quote is open where it stopped. A quote counts only at the beginning of a field (RFC 4180).
 */
function borders(
  bytes: Uint8Array,
  delimiter: string,
  onlyFirst = false,
): { first: number; last: number; isQuoted: boolean } {
  const between = delimiter.charCodeAt(0);
  let [first, last] = [0, 0];
  let [quoted, atStart] = [false, true];
  for (let at = 0; at < bytes.length; at++) {
    if (quoted) {
      at = bytes.indexOf(QUOTE, at);
      if (at < 0) break;
      if (bytes[at + 1] === QUOTE) at++;
      else quoted = false;
      continue;
    }
    const byte = bytes[at] ?? 0;
    // Most bytes are neither a quote nor a line end.
    if (byte > QUOTE) {
      atStart = byte === between;
      continue;
    }
    if (byte === QUOTE && atStart) quoted = true;
    const isEnd = endsLine(bytes, at);
    atStart = byte === between || isEnd;
    // Behind a last RETURN a LINE_FEED may follow.
    if (!isEnd || (byte === RETURN && at + 1 === bytes.length)) continue;
    last = at + 1;
    first ||= last;
    if (onlyFirst) break;
  }
  return { first, last, isQuoted: quoted };
}

/** Where the second line begins; 0 when there is none. */
function firstLineEnd(bytes: Uint8Array): number {
  return bytes.findIndex((_, at) => endsLine(bytes, at)) + 1;
}

function endsLine(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === LINE_FEED || (bytes[at] === RETURN && bytes[at + 1] !== LINE_FEED);
}

function countLines(bytes: Uint8Array): number {
  let lines = countLineFeeds(bytes);
  for (let at = bytes.indexOf(RETURN); at >= 0; at = bytes.indexOf(RETURN, at + 1)) {
    if (endsLine(bytes, at)) lines++;
  }
  return lines;
}

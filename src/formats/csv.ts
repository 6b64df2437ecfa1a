import { isUtf8 } from 'node:buffer';
import type { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import type { JsonObject } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { ChunkedFormat, Prologue } from './chunked.ts';
import { wellFormedFields } from './csv-fields.ts';
import type { BrokenRow, Row } from './row.ts';
import { NOT_UTF8 } from './row.ts';
import { setField } from './set-field.ts';

const [LINE_FEED, RETURN, QUOTE] = [10, 13, 34];
const DELIMITERS = [',', ';', '\t', '|'];

/** CSV (RFC 4180): the first row names the columns, values are text. @param delimiter null detects it from the first row */
export function csv(delimiter: string | null): ChunkedFormat {
  return {
    prologue: (head, complete) => prologue(head, complete, delimiter),
    lastBorder: (bytes, { delimiter: between }) => borders(bytes, between).last,
    // After its first line: a quote that is never closed would take the whole file with it.
    wayOut: (bytes) => bytes.indexOf(LINE_FEED) + 1,
    rows,
  };
}

function prologue(head: Uint8Array, complete: boolean, wanted: string | null): Prologue | null {
  const first = head.findIndex((byte) => byte !== LINE_FEED && byte !== RETURN);
  const firstLine = Buffer.from(head.subarray(Math.max(0, first)));
  const line = firstLine.subarray(0, firstLine.indexOf(LINE_FEED) + 1 || firstLine.length);
  const delimiter = wanted ?? delimiterOf(line.toString('utf8'));
  const end = borders(firstLine, delimiter, true).first;
  if (end === 0 && !complete) return null;
  const header = firstLine.subarray(0, end || firstLine.length);
  const columns = readHeader(header.toString('utf8'), delimiter);
  const length = Math.max(0, first) + header.length;
  return { length, lines: countLines(head.subarray(0, length)), columns, delimiter };
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
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
  if (twice !== undefined) throw unreadable(`two columns are named "${twice}"`);
  return names;
}

function rowsOf(text: string, delimiter: string): string[][] {
  return parse(text, { delimiter, trim: true });
}

function unreadable(why: string): Failure {
  return new Failure('IMPORT_UNREADABLE', { message: `The CSV file cannot be read: ${why}.` });
}

function* rows(bytes: Uint8Array, prologue: Prologue): Generator<Row> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = isUtf8(buffer) ? buffer.toString('utf8') : null;
  const fields = text === null ? null : wellFormedFields(text, prologue.delimiter);
  if (fields) yield* wellFormedRows(fields, prologue);
  else yield* (text === null ? null : parseRows(text, prologue)) ?? oneByOne(buffer, prologue);
}

function* wellFormedRows(
  all: readonly (readonly string[])[],
  { columns, delimiter }: Prologue,
): Generator<Row> {
  let line = 1;
  for (const fields of all) {
    const isEmpty = fields.length === 1 && fields[0] === '';
    if (!isEmpty) yield toRow(fields, columns, line, delimiter);
    line += 1 + breaksIn(fields);
  }
}

/** Parses each row separately, so that a broken one does not confuse the parser about the next. */
function* oneByOne(buffer: Buffer, prologue: Prologue): Generator<Row> {
  let [from, line] = [0, 0];
  while (from < buffer.length) {
    const rest = buffer.subarray(from);
    const record = rest.subarray(0, borders(rest, prologue.delimiter, true).first || rest.length);
    yield* moved(oneRow(record, prologue), line);
    line += countLines(record);
    from += record.length;
  }
}

function oneRow(record: Buffer, prologue: Prologue): readonly Row[] {
  const text = record.toString('utf8');
  const raw = text.replace(/\r?\n$/, '');
  if (!isUtf8(record)) return [{ line: 1, column: null, reason: NOT_UTF8, raw }];
  const rows = parseRows(text, prologue, (broken) => ({ ...broken, line: 1, raw })) ?? [];
  // Only its first error; the parser may report more for the rest of the row.
  return rows.slice(0, 1);
}

function* moved(some: readonly Row[], lines: number): Generator<Row> {
  for (const row of some) yield { ...row, line: row.line + lines };
}

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** @param toBroken called for a broken row. @returns null when there is a broken row and no `toBroken` */
function parseRows(
  text: string,
  { columns, delimiter }: Prologue,
  toBroken?: (broken: Pick<BrokenRow, 'column' | 'reason'>) => Row,
): Row[] | null {
  const found: Row[] = [];
  let isBroken = false;
  const parsed = parse(text, {
    delimiter,
    info: true,
    skip_empty_lines: true,
    relax_column_count: true,
    skip_records_with_error: true,
    on_skip(error) {
      isBroken = true;
      if (toBroken) found.push(toBroken(whyBroken(error)));
    },
  }) as unknown as Parsed[];
  if (isBroken && !toBroken) return null;
  for (const { record, info } of parsed) {
    found.push(toRow(record, columns, info.lines - breaksIn(record), delimiter));
  }
  return found;
}

/** Number of line breaks inside the fields of a row. */
function breaksIn(record: readonly string[]): number {
  let breaks = 0;
  for (const field of record) if (field.includes('\n')) breaks += field.split('\n').length - 1;
  return breaks;
}

function toRow(
  record: readonly string[],
  columns: readonly string[],
  line: number,
  delimiter: string,
): Row {
  if (record.length !== columns.length) {
    const column = Math.min(record.length, columns.length) + 1;
    const reason = `the row has ${record.length} fields, but the first row names ${columns.length} columns`;
    return { line, column, reason, raw: record.join(delimiter) };
  }
  const document: Record<string, string> = {};
  for (let index = 0; index < columns.length; index++) {
    const name = columns[index] ?? '';
    if (name !== '') setField(document, name, record[index] ?? '');
  }
  return { line, document: document satisfies JsonObject };
}

function whyBroken(error: CsvError | undefined): Pick<BrokenRow, 'column' | 'reason'> {
  const { index } = (error ?? {}) as { index?: number };
  const reason = (error?.message ?? 'the row is unreadable').replace(/ at line \d+.*$/s, '');
  const column = typeof index === 'number' ? index + 1 : null;
  return { column, reason: `this is not valid CSV: ${reason}` };
}

/**
 * Finds the ends of the first and the last complete record, or with `onlyFirst` the first's as both. A quote counts only at the
 * beginning of a field (RFC 4180).
 */
function borders(
  bytes: Uint8Array,
  delimiter: string,
  onlyFirst = false,
): { first: number; last: number } {
  const between = delimiter.charCodeAt(0);
  let [first, last] = [0, 0];
  let [quoted, atStart] = [false, true];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (quoted) {
      if (byte !== QUOTE) continue;
      if (bytes[at + 1] === QUOTE) at++;
      else quoted = false;
      continue;
    }
    if (byte === QUOTE && atStart) quoted = true;
    atStart = byte === between || byte === LINE_FEED;
    if (byte !== LINE_FEED) continue;
    last = at + 1;
    first ||= last;
    if (onlyFirst) break;
  }
  return { first, last };
}

export function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) lines++;
  return lines;
}

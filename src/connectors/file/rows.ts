import type { ReadStream } from 'node:fs';
import type { CsvError } from 'csv-parse';
import { parse } from 'csv-parse';
import type { JsonObject } from '../../connector-api/index.ts';
import { isJsonObject, parseSent } from '../../connector-api/index.ts';
import type { FileSettings } from './spec.ts';

/** A line of JSON or a row of CSV, readable or not. `line` counts from 1; for a CSV row it is its last line. */
export type Row = { readonly document: JsonObject; readonly line: number } | BrokenRow;

interface BrokenRow {
  readonly broken: string;
  readonly reason: string;
  readonly line: number;
}

const MAX_LINE_LENGTH = 16 * 1024 * 1024;
/** The line with which Excel can be told the delimiter. Its end stays, so that lines are counted. */
const DELIMITER_LINE = /^"?sep=."?(?=[\r\n])/i;

/** Reads JSON Lines (jsonlines.org): one object per line; blank lines are skipped. */
export async function* jsonRows(
  bytes: ReadStream,
  { encoding }: FileSettings,
): AsyncGenerator<Row[]> {
  const decoder = new TextDecoder(encoding);
  let rest = '';
  let line = 0;
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    const rows = lines.flatMap((text) => jsonRow(text, ++line));
    // A line without an end is not JSON Lines and would fill the memory.
    if (rest.length > MAX_LINE_LENGTH) {
      throw new Error(`line ${line + 1} is longer than 16 MiB: this is not a JSON Lines file`);
    }
    yield rows;
  }
  yield jsonRow(rest + decoder.decode(), ++line);
}

function jsonRow(text: string, line: number): Row[] {
  if (text.trim() === '') return [];
  try {
    const document = parseSent(text);
    if (isJsonObject(document)) return [{ document, line }];
    return [{ broken: text, line, reason: 'a line must hold one JSON object' }];
  } catch (error) {
    return [{ broken: text, line, reason: `this is not valid JSON: ${(error as Error).message}` }];
  }
}

/** Reads CSV (RFC 4180): the first line names the columns, values are text. A row with too many or too few values is broken. */
export async function* csvRows(
  bytes: ReadStream,
  { delimiter, encoding }: FileSettings,
): AsyncGenerator<Row[]> {
  const parser = parse({
    columns: true,
    info: true,
    raw: true,
    delimiter,
    // Left to itself, the parser takes the first line's end for all, and would keep a RETURN as part of a value.
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: true,
    // Rows that are only formatted are exported as delimiters alone.
    skip_records_with_empty_values: true,
    skip_records_with_error: true,
    max_record_size: MAX_LINE_LENGTH,
    // Among the others, in the order of the file: a cursor counts rows, so every reading must yield them in the same order.
    on_skip(error, raw) {
      if (error?.code === 'CSV_MAX_RECORD_SIZE') throw neverClosed(error);
      parser.push(brokenRow(error, raw));
    },
  });
  const pumped = pump(bytes, encoding, parser);
  try {
    for await (const row of parser as AsyncIterable<CsvRecord | BrokenRow>) {
      yield ['broken' in row ? row : { document: row.record, line: row.info.lines }];
    }
  } finally {
    bytes.destroy();
    parser.destroy();
    await pumped;
  }
}

interface CsvRecord {
  readonly record: JsonObject;
  readonly info: { readonly lines: number };
}

/** Decodes the bytes into the parser at its pace. Any error becomes the parser's error and thus reaches its reader. */
async function pump(
  bytes: ReadStream,
  encoding: string,
  parser: ReturnType<typeof parse>,
): Promise<void> {
  const decoder = new TextDecoder(encoding);
  let isFirst = true;
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      const text = decoder.decode(chunk, { stream: true });
      const rows = isFirst ? text.replace(DELIMITER_LINE, '') : text;
      isFirst = false;
      if (parser.write(rows)) continue;
      await new Promise<void>((resolve) => {
        parser.once('drain', resolve);
        parser.once('close', resolve);
      });
      if (parser.destroyed) return;
    }
    parser.end(decoder.decode());
  } catch (error) {
    parser.destroy(error as Error);
  }
}

/** The row would fill the memory, and the parser reports it again with every byte. */
function neverClosed(error: CsvError): Error {
  const { lines } = error as { readonly lines?: number };
  return new Error(
    `a row that goes on in line ${lines} is longer than 16 MiB: a quote before it is not closed`,
  );
}

function brokenRow(error: CsvError | undefined, raw: string | undefined): BrokenRow {
  const { lines } = (error ?? {}) as { readonly lines?: number };
  return { broken: raw ?? '', line: lines ?? 0, reason: error?.message ?? 'the row is unreadable' };
}

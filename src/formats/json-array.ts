import { isUtf8 } from 'node:buffer';
import { Failure, isJsonObject } from '../domain/index.ts';
import type { ChunkedFormat, Prologue } from './chunked.ts';
import { countLineFeeds, noPrologue } from './chunked.ts';
import { parseJson } from './json-value.ts';
import type { Row } from './row.ts';
import { NOT_UTF8 } from './row.ts';

const [TAB, LINE_FEED, RETURN, SPACE] = [9, 10, 13, 32];
const [QUOTE, COMMA, BACKSLASH] = [34, 44, 92];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];

/** One JSON array of objects. */
export const jsonArray: ChunkedFormat = {
  prologue,
  lastBorder: (bytes) => elements(bytes).found.at(-1)?.next ?? 0,
  wayOut: () => 0,
  rows,
  mayEnd: (bytes) => elements(bytes).isClosed,
  lineCount: countLineFeeds,
};

function prologue(head: Uint8Array, complete: boolean): Prologue | null {
  let lines = 0;
  for (let at = 0; at < head.length; at++) {
    const byte = head[at] ?? 0;
    if (byte === OPEN_LIST) return { ...noPrologue, length: at + 1, lines };
    if (byte === LINE_FEED) lines++;
    if (!isSpace(byte)) throw noArray();
  }
  if (complete) throw noArray();
  return null;
}

function noArray(): Failure {
  return new Failure('IMPORT_UNREADABLE', {
    message:
      'The file is not a JSON array: it must begin with [. For one object per line use the format jsonl.',
  });
}

function* rows(bytes: Uint8Array): Generator<Row> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isValid = isUtf8(buffer);
  for (const { start, end, line } of elements(bytes, true).found) {
    const slice = buffer.subarray(start, end);
    const raw = slice.toString('utf8');
    if (!isValid && !isUtf8(slice)) yield { line, column: null, reason: NOT_UTF8, raw };
    else yield readElement(raw, line);
  }
}

function readElement(raw: string, line: number): Row {
  const read = parseJson(raw);
  if ('reason' in read) {
    // Where the element is broken, as line and column.
    const before = read.at === null ? '' : raw.slice(0, read.at - 1);
    const lineStart = before.lastIndexOf('\n') + 1;
    const column = read.at === null ? null : read.at - lineStart;
    return { line: line + countLines(before), column, reason: read.reason, raw };
  }
  if (isJsonObject(read.value)) return { line, document: read.value };
  return { line, column: null, reason: 'an element must be a JSON object', raw };
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}

interface Element {
  readonly start: number;
  readonly end: number;
  /** Where the next one may begin: after the comma. */
  readonly next: number;
  readonly line: number;
}

interface Elements {
  readonly found: readonly Element[];
  /** Whether the array ends. */
  readonly isClosed: boolean;
}

/**
 * Finds the elements of an array from inside it, looking only at brackets and strings. An element is complete when a comma or the
 * end of the array follows. @param all whether to include a last element that nothing follows
 */
function elements(bytes: Uint8Array, all = false): Elements {
  const found: Element[] = [];
  let [start, end, startLine, line, depth] = [-1, -1, 1, 1, 0];
  let [inString, isClosed] = [false, false];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (inString) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) [inString, end] = [false, at + 1];
      else if (byte === LINE_FEED) line++;
      continue;
    }
    if (depth === 0 && (byte === COMMA || byte === CLOSE_LIST)) {
      if (start >= 0) found.push({ start, end, next: at + 1, line: startLine });
      start = -1;
      isClosed ||= byte === CLOSE_LIST;
      continue;
    }
    if (byte === LINE_FEED) line++;
    if (isSpace(byte)) continue;
    if (start < 0) [start, startLine] = [at, line];
    if (byte === QUOTE) inString = true;
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth++;
    else if ((byte === CLOSE_OBJECT || byte === CLOSE_LIST) && depth > 0) depth--;
    end = at + 1;
  }
  if (all && start >= 0) found.push({ start, end, next: bytes.length, line: startLine });
  return { found, isClosed };
}

function isSpace(byte: number): boolean {
  return byte === SPACE || byte === LINE_FEED || byte === RETURN || byte === TAB;
}

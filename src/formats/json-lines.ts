import { isUtf8 } from 'node:buffer';
import { isJsonObject } from '../domain/index.ts';
import type { ChunkedFormat } from './chunked.ts';
import { countLineFeeds, noPrologue } from './chunked.ts';
import { parseJson } from './json-value.ts';
import type { Row } from './row.ts';
import { NOT_UTF8 } from './row.ts';

const LINE_FEED = 10;

/** JSON Lines (jsonlines.org): one object per line; blank lines are skipped. */
export const jsonLines: ChunkedFormat = {
  prologue: () => noPrologue,
  lastBorder: (bytes) => bytes.lastIndexOf(LINE_FEED) + 1,
  wayOut: () => 0,
  rows,
  mayEnd: () => true,
  lineCount: countLineFeeds,
};

function* rows(bytes: Uint8Array): Generator<Row> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // A line feed is never part of a multi-byte character, so invalid bytes affect only their line.
  const isValid = isUtf8(buffer) ? () => true : validLines(buffer);
  const lines = buffer.toString('utf8').split('\n');
  for (let index = 0; index < lines.length; index++) {
    const text = lines[index] ?? '';
    const line = index + 1;
    if (text === '' || text.trim() === '') continue;
    if (isValid(index)) yield readLine(text, line);
    else yield { line, column: null, reason: NOT_UTF8, raw: text };
  }
}

function readLine(text: string, line: number): Row {
  const read = parseJson(text);
  if ('reason' in read) return { line, column: read.at, reason: read.reason, raw: text };
  if (isJsonObject(read.value)) return { line, document: read.value };
  return { line, column: 1, reason: 'a line must hold one JSON object', raw: text };
}

function validLines(buffer: Buffer): (index: number) => boolean {
  const valid: boolean[] = [];
  for (let from = 0; from <= buffer.length;) {
    const end = buffer.indexOf(LINE_FEED, from);
    const until = end < 0 ? buffer.length : end;
    valid.push(isUtf8(buffer.subarray(from, until)));
    from = until + 1;
  }
  return (index) => valid[index] ?? true;
}

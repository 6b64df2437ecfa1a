import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { Row } from '../../src/formats/index.ts';
import { xmlRows } from '../../src/formats/index.ts';
import { fileWith, readAll, readingOf, xlsxFile } from './support.ts';

const MIB = 1024 * 1024;
const TOO_LARGE = 'the record is larger than 16 MiB';

const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-large-'));
after(() => rm(dir, { recursive: true, force: true }));

/** Reads XML from parts. Returns each row with the MiB that had arrived by then. */
async function rowsWithPlaces(parts: Iterable<string>) {
  let read = 0;
  async function* bytes() {
    for (const part of parts) {
      read += part.length;
      yield await Promise.resolve(Buffer.from(part));
    }
  }
  const rows: (readonly [Row, number])[] = [];
  for await (const some of xmlRows(bytes(), ['A', 'R'])) {
    rows.push(...some.map((row) => [row, Math.floor(read / MIB)] as const));
  }
  return rows;
}

function* around(before: string, part: string, count: number, behind: string) {
  yield before;
  for (let index = 0; index < count; index++) yield part;
  yield behind;
}

for (const [what, before, part, behind] of [
  ['text', '<b>', 'x'.repeat(MIB), '</b>'],
  ['CDATA', '<b><![CDATA[', 'x'.repeat(MIB), ']]></b>'],
  ['elements', '<b>', '<c/>'.repeat(MIB / 4), '</b>'],
  ['elements that hold elements', '', `<b>${'<c>x</c>'.repeat(MIB / 8)}</b>`, ''],
] as const) {
  test(`an XML record with too much ${what} is rejected as soon as it is too large, and the others are read`, async () => {
    const first = `<A>\n<R><a>0</a></R>\n<R><a>1</a>${before}`;
    const last = `${behind}<d><e>too late</e></d></R>\n<R><a>2</a></R></A>`;
    const rows = await rowsWithPlaces(around(first, part, 18, last));
    assert.deepEqual(
      rows.map(([row, mib]) => ('reason' in row ? [row.line, row.reason, mib] : row.document)),
      [{ a: '0' }, [3, TOO_LARGE, 16], { a: '2' }],
    );
    const [, [rejected] = []] = rows;
    assert.ok(rejected && 'raw' in rejected);
    assert.match(rejected.raw, /^\{"a":"1"/);
  });
}

test('an XML record whose attributes are too large is rejected, and the others are read', async () => {
  const attributes = Array.from({ length: 432 }, (_, n) => ` x${n}="${'y'.repeat(40 * 1024)}"`);
  const parts = ['<A><R><a>1</a></R><R', ...attributes, '><a>2</a></R><R><a>3</a></R></A>'];
  const rows = await rowsWithPlaces(parts);
  assert.deepEqual(
    rows.map(([row]) => ('reason' in row ? row.reason : row.document)),
    [{ a: '1' }, TOO_LARGE, { a: '3' }],
  );
});

test('an XML record just below the limit is read completely', async () => {
  const text = 'x'.repeat(16 * MIB - 100);
  const rows = await rowsWithPlaces(['<A><R><a>', text, '</a></R></A>']);
  assert.deepEqual(rows[0]?.[0], { line: 1, document: { a: text } });
});

test('a row of an Excel file is rejected if one cell, its cells together or its shared texts are too large', async () => {
  const inline = (place: string, length: number) =>
    `<c r="${place}" t="inlineStr"><is><t>${'x'.repeat(length)}</t></is></c>`;
  const shared = (place: string) => `<c r="${place}" t="s"><v>0</v></c>`;
  const sheet = `
    <row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>
    <row r="2">${inline('A2', 20 * MIB)}${inline('B2', 1)}</row>
    <row r="3">${inline('A3', 1)}${inline('B3', 1)}</row>
    <row r="4">${inline('A4', 9 * MIB)}${inline('B4', 9 * MIB)}</row>
    <row r="5">${shared('A5')}${shared('B5')}</row>
    <row r="6">${shared('A6')}</row>`;
  const file = await xlsxFile(path.join(dir, 'large.xlsx'), sheet, ['y'.repeat(9 * MIB)]);
  const { rows } = await readAll(file, readingOf({ format: 'xlsx' }));
  assert.deepEqual(
    rows.map((row) => ('reason' in row ? [row.line, row.column, row.reason] : row.line)),
    [[2, 1, TOO_LARGE], 3, [4, 2, TOO_LARGE], [5, 2, TOO_LARGE], 6],
  );
  const [, , { raw } = { raw: '' }] = rows.filter((row) => 'reason' in row);
  assert.equal(raw.length, '["'.length + 9 * MIB + '"]'.length, 'the second text is left out');
});

test('comments, instructions, attributes and texts of XML may be long, wherever the file is cut', async () => {
  const long = 'x'.repeat(1024 * 1024);
  const xml = `<l><!--${long}--><?note ${long}?><r a="${long}">${long}<b><![CDATA[${long}]]></b></r></l>`;
  const file = await fileWith(dir, 'long.xml', xml);
  const { rows } = await readAll(file, readingOf({ format: 'xml', recordPath: 'l/r' }));
  assert.deepEqual(rows, [{ line: 1, document: { '@a': long, '#text': long, b: long } }]);
});

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { isBroken } from '../../src/formats/index.ts';
import { readAll, readingOf, xlsxFile } from './support.ts';

const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-excel-'));
after(() => rm(dir, { recursive: true, force: true }));

const text = (value: string) => `<c t="str"><v>${value}</v></c>`;
const number = (value: number, style: number) => `<c s="${style}"><v>${value}</v></c>`;
const [MERE, DATE, MOMENT, TIME, DURATION, POSTAL_CODE] = [0, 1, 2, 3, 4, 5];

/** Reads a sheet of one column, `a`. */
async function valuesOf(cells: readonly string[]) {
  const sheet = ['a', ...cells].map((cell) => `<row>${cell === 'a' ? text(cell) : cell}</row>`);
  const file = await xlsxFile(path.join(dir, 'values.xlsx'), sheet.join(''));
  const { rows } = await readAll(file, readingOf({ format: 'xlsx' }));
  return rows.map((row) => (isBroken(row) ? row.reason : row.document['a']));
}

test('an Excel number means what its format shows: a date, a moment, a time of day, a duration or a number', async () => {
  assert.deepEqual(
    await valuesOf([
      number(46_022, DATE),
      number(46_022.75, MOMENT),
      number(0.354_166_666_666_666_7, TIME),
      number(0, TIME),
      number(46_022.75, TIME),
      number(1.5, DURATION),
      number(0.000_011_574_074_074_074_1, DURATION),
      number(-0.5, TIME),
      number(1.5, MERE),
    ]),
    [
      ...['2025-12-31', '2025-12-31T18:00:00', '08:30:00', '00:00:00', '2025-12-31T18:00:00'],
      ...['36:00:00', '00:00:01', -0.5, 1.5],
    ],
  );
});

test('a number whose format shows leading zeros, such as a postal code, keeps them', async () => {
  const numbers = [1067, 0, 123_456, 1.5, -7].map((one) => number(one, POSTAL_CODE));
  assert.deepEqual(await valuesOf(numbers), ['01067', '00000', '123456', 1.5, -7]);
});

test('the first days of 1900 are those that Excel shows, although it counts a 29 February that never was', async () => {
  assert.deepEqual(
    await valuesOf([1, 59, 61, 2_958_465, 2_958_466].map((day) => number(day, DATE))),
    [...['1900-01-01', '1900-02-28', '1900-03-01', '9999-12-31', 2_958_466]],
  );
});

test('a formula without its result breaks its row, since its value is not known; an empty text is a result', async () => {
  const uncomputed =
    'the cell holds a formula without its result: open the file in Excel and save it';
  assert.deepEqual(
    await valuesOf([
      '<c><f>1+1</f></c>',
      '<c><f>1+1</f><v></v></c>',
      '<c><f>1+1</f><v>2</v></c>',
      `<c t="str"><f>""</f><v></v></c>${text('unnamed')}`,
    ]),
    [uncomputed, uncomputed, 2, 'the cell has a value, but the first row names no column there'],
  );
});

test('a row of empty texts is skipped like an empty row, in Excel files', async () => {
  assert.deepEqual(await valuesOf([text(' '), text(''), text('x')]), ['x']);
});

test('the parts of an Excel file are found by their relations, whatever their folder', async () => {
  const sheet = `<row>${text('a')}</row><row><c t="s"><v>0</v></c></row>`;
  const file = await xlsxFile(path.join(dir, 'parts.xlsx'), sheet, ['found'], 'Inhalt');
  const { rows } = await readAll(file, readingOf({ format: 'xlsx' }));
  assert.deepEqual(rows, [{ line: 2, document: { a: 'found' } }]);
});

test('of columns with one name the field has the value of the one that has any; two values break the row', async () => {
  const rows = [
    text('a').repeat(2),
    `<c/>${text('x')}`,
    text('x').repeat(2),
    text('x') + text('y'),
  ];
  const sheet = rows.map((cells) => `<row>${cells}</row>`).join('');
  const file = await xlsxFile(path.join(dir, 'twins.xlsx'), sheet);
  const { rows: found } = await readAll(file, readingOf({ format: 'xlsx' }));
  const reason = 'two columns are named "a" and hold different values';
  assert.deepEqual(found, [
    { line: 2, document: { a: 'x' } },
    { line: 3, document: { a: 'x' } },
    { line: 4, column: 2, reason, raw: '["x","y"]' },
  ]);
});

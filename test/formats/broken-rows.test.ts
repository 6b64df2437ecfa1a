import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { JsonObject } from '../../src/domain/index.ts';
import { Failure } from '../../src/domain/index.ts';
import { conversions } from '../../src/formats/index.ts';
import { fileWith, readAll, readingOf, xlsxFile } from './support.ts';

const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-formats-'));
after(() => rm(dir, { recursive: true, force: true }));

/** Good rows by line and content, broken ones by line, column and reason. */
async function told(
  name: string,
  content: string | Uint8Array,
  more: Parameters<typeof readingOf>[0],
) {
  const file = await fileWith(dir, name, content);
  const { rows } = await readAll(file, readingOf(more));
  return rows.map((row) =>
    'document' in row
      ? `${row.line} ${JSON.stringify(row.document.a).replaceAll('"', '')}`
      : `${row.line}:${row.column} ${row.reason}`,
  );
}

test('a broken line of JSON Lines is reported with line and column, and the others are read', async () => {
  const text = '{"a":1}\n\n{"a":2,}\n[3]\n{"a":4\n{"a":5}';
  assert.deepEqual(await told('x.jsonl', text, { format: 'jsonl' }), [
    '1 1',
    '3:8 this is not valid JSON: Expected double-quoted property name',
    '4:1 a line must hold one JSON object',
    "5:7 this is not valid JSON: Expected ',' or '}' after property value",
    '6 5',
  ]);
});

test('a broken element of a JSON array is reported with its own line, and the others are read', async () => {
  const text = '[\n {"a":1},\n {"a":\n  oops},\n 7,\n {"a":2, "b":"]}"}\n]\n';
  assert.deepEqual(await told('x.json', text, { format: 'json' }), [
    '2 1',
    "3:null this is not valid JSON: Unexpected token 'o'",
    '5:null an element must be a JSON object',
    '6 2',
  ]);
});

test('a quote or bracket that is not closed in a JSON array is reported, for it would take all elements behind it', async () => {
  for (const element of ['{"a":"24" tv"}', '{"a":[1,2}', '{"a":{"b":1}']) {
    const text = `[{"a":1},${element},{"a":3},{"a":4}]`;
    await assert.rejects(told('open.json', text, { format: 'json' }), {
      code: 'IMPORT_UNREADABLE',
      message: /a quote or bracket is not closed in the record after byte 9/,
    });
  }
});

test('a broken row of CSV does not affect its neighbours', async () => {
  const text = 'a,b\n1,x\n2\n3,"y" z\n4,"a\nb"\n5,c,d\n6,"ok"\n';
  assert.deepEqual(await told('x.csv', text, { format: 'csv' }), [
    '1 1',
    '2:2 the row has 1 fields, but the first row names 2 columns',
    '3:2 this is not valid CSV: Invalid Closing Quote: got " "',
    '4 4',
    '6:3 the row has 3 fields, but the first row names 2 columns',
    '7 6',
  ]);
});

test('a broken row that goes on to a later quote says how many lines it takes', async () => {
  const text = 'a,b\n1,"never closed\n2,x\n3,"y"\n4,z\n';
  assert.deepEqual(await told('far.csv', text, { format: 'csv' }), [
    '1:2 this is not valid CSV: Invalid Closing Quote: got "y"; up to the next quote at the end of a field it takes 3 lines',
    '4 4',
  ]);
});

test('an unclosed quote breaks only its own row, not the rest of the file', async () => {
  for (const length of [1, 2_000, 40_000]) {
    const rest = Array.from({ length }, (_, n) => `${n},${'no mark of quotation '.repeat(20)}`);
    const file = await fileWith(dir, 'open.csv', `a,b\n0,"never closed\n${rest.join('\n')}\n`);
    const { rows } = await readAll(file, readingOf({ format: 'csv' }), { pieceBytes: 512 * 1024 });
    const broken = rows.filter((row) => 'reason' in row);
    assert.deepEqual(
      broken.map(({ line, raw }) => [line, raw]),
      [[1, '0,"never closed']],
    );
    assert.equal(rows.length - broken.length, rest.length);
  }
});

for (const [encoding, bytes] of [
  ['windows-1252', Buffer.from('a;b\nGr\xfc\xdfe;\x80 5\n', 'latin1')],
  [
    'utf-16le',
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a;b\nGrüße;€ 5\n', 'utf16le')]),
  ],
  ['utf-16be', Buffer.from('a;b\nGrüße;€ 5\n', 'utf16le').swap16()],
  ['utf-8', Buffer.from('\ufeffa;b\nGrüße;€ 5\n')],
] as const) {
  test(`a ${encoding} file is decoded correctly`, async () => {
    const file = await fileWith(dir, `${encoding}.csv`, bytes);
    const { rows } = await readAll(file, readingOf({ format: 'csv', encoding }), { pieceBytes: 7 });
    assert.deepEqual(rows, [{ line: 1, document: { a: 'Grüße', b: '€ 5' } }]);
  });
}

test('rows in an undeclared encoding are broken, not garbled', async () => {
  const csv = Buffer.from('a;b\nfein;1\nGr\xfc\xdfe;2\nauch fein;3\n', 'latin1');
  const reason =
    'the row is not valid UTF-8: name the encoding of the file, for example windows-1252';
  assert.deepEqual(await told('u.csv', csv, { format: 'csv' }), [
    '1 fein',
    `2:null ${reason}`,
    '3 auch fein',
  ]);
  const jsonl = Buffer.from('{"a":"\xfc"}\n{"a":"x"}\n', 'latin1');
  assert.deepEqual(await told('u.jsonl', jsonl, { format: 'jsonl' }), [`1:null ${reason}`, '2 x']);
});

test('malformed XML ends the import with line and column', async () => {
  const file = await fileWith(dir, 'x.xml', '<A>\n<R><a>1</a></R>\n<R><a>2</R>\n</A>');
  await assert.rejects(readAll(file, readingOf({ format: 'xml', recordPath: 'A/R' })), (error) => {
    assert.ok(error instanceof Failure);
    assert.equal(error.code, 'IMPORT_UNREADABLE');
    assert.match(error.message, /line 3, column \d+: Unexpected close tag/);
    return true;
  });
  await assert.rejects(
    readAll(file, readingOf({ format: 'xml', recordPath: 'A/S' })),
    /IMPORT_UNREADABLE|A\/S|broken/,
  );
});

test('attributes, repeated elements, mixed text, namespaces and CDATA of XML become fields', async () => {
  const xml = `<?xml version="1.0"?><bme:BMECAT xmlns:bme="x"><bme:ARTICLE mode="new"><ID>1</ID><P q="1">2.50</P><P>3</P>
    <T><![CDATA[<b>fett</b>]]></T><D><L lang="de">Öl</L></D><E/></bme:ARTICLE></bme:BMECAT>`;
  const file = await fileWith(dir, 'bme.xml', xml);
  const { rows } = await readAll(
    file,
    readingOf({ format: 'xml', recordPath: 'bme:BMECAT/bme:ARTICLE' }),
  );
  assert.deepEqual(rows, [
    {
      line: 1,
      document: {
        '@mode': 'new',
        ID: '1',
        P: [{ '@q': '1', '#text': '2.50' }, '3'],
        T: '<b>fett</b>',
        D: { L: { '@lang': 'de', '#text': 'Öl' } },
        E: '',
      },
    },
  ]);
});

test('an Excel sheet yields numbers, dates, booleans and texts, and a cell with an error breaks its row', async () => {
  const sheet = `
    <row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="s"><v>0</v></c><c r="D1" t="str"><v>d</v></c></row>
    <row r="3"><c r="A3"><v>12.5</v></c><c r="B3" s="1"><v>46022</v></c><c r="D3" t="b"><v>1</v></c></row>
    <row r="4"><c r="A4"><v>1</v></c><c r="B4" s="2"><v>46022.75</v></c></row>
    <row r="5"/><row r="6"><c r="A6" t="e"><v>#DIV/0!</v></c></row>
    <row r="7"><c r="A7"><v>7</v></c><c r="C7"><v>8</v></c></row>`;
  const file = await xlsxFile(path.join(dir, 'a.xlsx'), sheet, ['b']);
  const { rows } = await readAll(file, readingOf({ format: 'xlsx', sheet: 'Artikel' }));
  assert.deepEqual(rows, [
    { line: 3, document: { a: 12.5, b: '2025-12-31', d: true } },
    { line: 4, document: { a: 1, b: '2025-12-31T18:00:00' } },
    { line: 6, column: 1, reason: 'the cell holds the error #DIV/0!', raw: '["#DIV/0!"]' },
    {
      line: 7,
      column: 3,
      reason: 'the cell has a value, but the first row names no column there',
      raw: '["7",null,"8"]',
    },
  ]);
  await assert.rejects(
    readAll(file, readingOf({ format: 'xlsx', sheet: 'Preise' })),
    /no sheet "Preise"; it has Artikel/,
  );
});

test('a cell or row beyond Excel’s own limits breaks its row, and the others are read', async () => {
  const value = (place: string) => `<c${place}><v>1</v></c>`;
  const sheet = `
    <row r="1"><c r="A1" t="str"><v>a</v></c></row>
    <row r="2">${value(' r="A2"')}${value(' r="ZZZZZZ1"')}${value('')}</row>
    <row r="3">${value(' r="A3"')}${value(' r="XFE3"')}</row>
    <row r="4">${value(' r="A4"')}${value(' r="12"')}</row>
    <row r="5">${value(' r="XFD5"')}${value('')}</row>
    <row r="1048577">${value(' r="A1"')}</row>
    <row r="1e3">${value(' r="A1"')}</row>
    <row r="1048576">${value(' r="A1048576"')}</row>
    <row>${value('')}</row>`;
  const file = await xlsxFile(path.join(dir, 'far.xlsx'), sheet);
  const { rows } = await readAll(file, readingOf({ format: 'xlsx' }));
  const noCell = (name: string) =>
    `a sheet has cells A1 to XFD1048576, and none is called "${name}"`;
  const noRow = (number: string) =>
    `a sheet has rows 1 to 1,048,576, and none is numbered "${number}"`;
  assert.deepEqual(
    rows.map((row) => ('document' in row ? row : [row.line, row.column, row.reason])),
    [
      [2, 2, noCell('ZZZZZZ1')],
      [3, 2, noCell('XFE3')],
      [4, 2, noCell('12')],
      [5, 16_385, noCell('after the last')],
      [6, null, noRow('1048577')],
      [7, null, noRow('1e3')],
      { line: 1_048_576, document: { a: 1 } },
      [1_048_577, null, noRow('after the last')],
    ],
  );
  const [row] = rows;
  assert.ok(row && 'raw' in row && row.raw.length < 100);
});

test('a number cell without a number or a reference to a missing text breaks its row; phonetic readings are no part of texts', async () => {
  const sheet = `
    <row r="1"><c r="A1" t="str"><v>a</v></c></row>
    <row r="2"><c r="A2"><v>1e999</v></c></row>
    <row r="3"><c r="A3"><v>x</v></c></row>
    <row r="4"><c r="A4" t="s"><v>7</v></c></row>
    <row r="5"><c r="A5" t="inlineStr"><is><t>語</t><rPh sb="0" eb="1"><t>ご</t></rPh></is></c></row>`;
  const file = await xlsxFile(path.join(dir, 'values.xlsx'), sheet);
  const { rows } = await readAll(file, readingOf({ format: 'xlsx' }));
  assert.deepEqual(
    rows.map((row) => ('document' in row ? row.document : row.reason)),
    [
      'the cell holds "1e999", which is not a number',
      'the cell holds "x", which is not a number',
      'the cell refers to shared text 7, which does not exist',
      { a: '語' },
    ],
  );
});

test('characters that Excel writes as _x000D_ and the like are read as what they stand for', async () => {
  const sheet = `
    <row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="s"><v>0</v></c></row>
    <row r="2"><c r="A2" t="str"><v>x_x0009_y</v></c><c r="B2" t="s"><v>1</v></c></row>
    <row r="3"><c r="A3" t="inlineStr"><is><t>_x005F_x000D_ _x12_</t></is></c></row>`;
  const shared = ['b_x000D_\nc', 'two_x000d_\nlines'];
  const file = await xlsxFile(path.join(dir, 'escaped.xlsx'), sheet, shared);
  const { rows } = await readAll(file, readingOf({ format: 'xlsx' }));
  assert.deepEqual(
    rows.map((row) => 'document' in row && row.document),
    [{ a: 'x\ty', 'b\r\nc': 'two\r\nlines' }, { a: '_x000D_ _x12_' }],
  );
});

test('a declared field with dots in its name is a column of that name, or else a nested field', () => {
  const convert = conversions(readingOf({ decimalComma: ['Art.-Nr.', 'price.net'] }));
  const document: JsonObject = { 'Art.-Nr.': '1.234,5', price: { net: '2,5' } };
  assert.equal(convert?.(document), null);
  assert.deepEqual(document, { 'Art.-Nr.': 1234.5, price: { net: 2.5 } });
});

test('a number beyond the range of numbers is refused', () => {
  const convert = conversions(readingOf({ numbers: ['a'] }));
  assert.deepEqual(convert?.({ a: '1e999' }), {
    field: 'a',
    reason: 'a must be a number such as 1234.5, but is "1e999"',
  });
});

test('an Excel file whose first row is beyond the limits of a sheet cannot be read', async () => {
  const sheet = '<row r="1"><c r="ZZZZZZ1" t="str"><v>a</v></c></row>';
  const file = await xlsxFile(path.join(dir, 'far-header.xlsx'), sheet);
  await assert.rejects(readAll(file, readingOf({ format: 'xlsx' })), {
    code: 'IMPORT_UNREADABLE',
    message: /first row cannot name the columns: .* none is called "ZZZZZZ1"/,
  });
});

test('a file that does not match its format is reported at once', async () => {
  await assert.rejects(told('n.json', '{"a":1}', { format: 'json' }), /must begin with \[/);
  await assert.rejects(told('n.csv', '', { format: 'csv' }), /empty/);
  await assert.rejects(told('n.xlsx', 'no zip', { format: 'xlsx' }), /Excel file cannot be read/);
  await assert.rejects(
    told('n.gz', Buffer.from('1f8b0800', 'hex'), { format: 'jsonl' }),
    /cannot be read/,
  );
});

test('an attribute that occurs twice counts once, and invalid UTF-8 in XML is reported as such', async () => {
  const file = await fileWith(dir, 'twice.xml', '<A><R b="1" b="2"/></A>');
  const reading = readingOf({ format: 'xml', recordPath: 'A/R' });
  const { rows } = await readAll(file, reading);
  assert.deepEqual(rows, [{ line: 1, document: { '@b': '1' } }]);
  const broken = await fileWith(dir, 'broken.xml', Buffer.from('<A><R>\xfc</R></A>', 'latin1'));
  await assert.rejects(readAll(broken, reading), /not valid UTF-8; name its encoding/);
});

test('an XML element may have the name of a property that every object has', async () => {
  const text =
    '<races><race><constructor>Ferrari</constructor><toString>a</toString></race></races>';
  const file = await fileWith(dir, 'names.xml', text);
  const { rows } = await readAll(file, readingOf({ format: 'xml', recordPath: 'races/race' }));
  assert.deepEqual(rows, [{ line: 1, document: { constructor: 'Ferrari', toString: 'a' } }]);
});

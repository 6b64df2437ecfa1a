import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { wellFormedFields } from '../../src/formats/csv-fields.ts';

/** Returns the fields, or null if the text breaks a rule. Quotes in unquoted fields do not. */
function judged(text: string): readonly string[][] | null {
  try {
    return parse(text, {
      delimiter: ';',
      relax_column_count: true,
      relax_quotes: true,
      record_delimiter: ['\r\n', '\n', '\r'],
    });
  } catch {
    return null;
  }
}

const pieces = ['"', '""', ';', '\n', '\r\n', '\r', 'a', ' ', 'ß', '"x"', ';"y;\nz";', '""""'];
const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((some) => some.join(''));

test('CSV that counts as well-formed is read as the other parser reads it', () => {
  let taken = 0;
  fc.assert(
    fc.property(texts, (text) => {
      const fields = wellFormedFields(text, ';');
      if (fields === null) return;
      taken++;
      assert.deepEqual(fields, judged(text));
    }),
    { numRuns: 20_000 },
  );
  assert.ok(taken > 2_000, `only ${taken} texts were well-formed`);
});

test('CSV with misplaced quotes or a line of one empty quoted field is left to the strict parser', () => {
  const odd = [
    'a;"b',
    'a; "b"',
    ' "a"',
    'a;"b" c',
    '"27" wide"',
    'a;b\n""\nc;d',
    'a;b\r""\rc;d',
    '""',
  ];
  for (const text of odd) assert.equal(wellFormedFields(text, ';'), null, JSON.stringify(text));
});

test('quoted delimiters, quotes and line breaks are well-formed, whatever the delimiter', () => {
  for (const between of [',', ';', '\t', '|', '^', ']', '\\']) {
    const text = `a${between}"b${between}""c""\n d"${between}\n\n1${between}2`;
    assert.deepEqual(wellFormedFields(text, between), [
      ['a', `b${between}"c"\n d`, ''],
      [''],
      ['1', '2'],
    ]);
  }
});

test('a quote behind the beginning of an unquoted field stands for itself, as an inch mark does', () => {
  const text = 'Monitor 27" black;27";5" "B;" ";"27"""\n 1"\n';
  assert.deepEqual(wellFormedFields(text, ';'), [
    ['Monitor 27" black', '27"', '5" "B', ' ', '27"'],
    [' 1"'],
  ]);
});

test('a field of millions of quotes is well-formed', () => {
  const quotes = 4_000_000;
  const [row] = wellFormedFields(`a;"${'""'.repeat(quotes)}";b`, ';') ?? [];
  assert.deepEqual(
    row?.map(({ length }) => length),
    [1, quotes, 1],
  );
});

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { conversions } from '../../src/formats/index.ts';
import { fileWith, readAll, readingOf } from './support.ts';

const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-exact-'));
after(() => rm(dir, { recursive: true, force: true }));

const row = '{"id":9007199254740993,"price":12345678901234567.89,"stock":42}';
const document = { id: '9007199254740993', price: '12345678901234567.89', stock: 42 };

for (const [format, text] of [
  ['jsonl', `${row}\n`],
  ['json', `[${row}]`],
] as const) {
  test(`an import of ${format} reads numbers that JavaScript would round as their text`, async () => {
    const { rows } = await readAll(
      await fileWith(dir, `rows.${format}`, text),
      readingOf({ format }),
    );
    assert.deepEqual(
      rows.map((read) => 'document' in read && read.document),
      [document],
    );
  });
}

test('a declared number that JavaScript would round stays text, in the notation of JSON', () => {
  const fields = { id: '9007199254740993', price: '12.345.678.901.234.567,89', stock: '42' };
  const convert = conversions(readingOf({ numbers: ['id', 'stock'], decimalComma: ['price'] }));
  assert.equal(convert?.(fields), null);
  assert.deepEqual(fields, document);
});

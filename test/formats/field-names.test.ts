import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import type { ImportReading } from '../../src/domain/index.ts';
import { escapeXml, fileWith, readAll, readingOf, xlsxFile } from './support.ts';

const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-field-names-'));
after(() => rm(dir, { recursive: true, force: true }));

/** Names of properties that every object has, or had. */
const inherited = [
  '__proto__',
  ...Object.getOwnPropertyNames(Object.prototype).filter((name) => name !== '__proto__'),
];
/** Any name of a column; white space around a name does not belong to it. */
const anyName = fc
  .oneof(
    { weight: 1, arbitrary: fc.constantFrom(...inherited) },
    { weight: 2, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }) },
  )
  .filter((name) => name.trim() === name);
/** Names of elements are single words. */
const xmlName = fc.oneof(
  fc.constantFrom(...inherited),
  fc.stringMatching(/^[A-Za-z_][\w.-]{0,8}$/),
);
const names = (name: fc.Arbitrary<string>) => fc.uniqueArray(name, { minLength: 1, maxLength: 5 });

/** Each field holds its own name, which distinguishes it from an inherited property. */
const entriesOf = (all: readonly string[]) => all.map((name): [string, string] => [name, name]);

async function read(file: string, more: Partial<ImportReading>) {
  const { rows } = await readAll(file, readingOf(more));
  return rows.map((row) => ('document' in row ? Object.entries(row.document) : row));
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const cell = (text: string) =>
  `<c t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
const writers: Readonly<Record<string, (all: readonly string[]) => string>> = {
  csv: (all) => Array(2).fill(all.map(quoted).join(';')).join('\n'),
  jsonl: (all) => JSON.stringify(Object.fromEntries(entriesOf(all))),
  json: (all) => JSON.stringify([Object.fromEntries(entriesOf(all))]),
};

for (const format of ['csv', 'jsonl', 'json'] as const) {
  test(`a field of ${format} is kept whatever its name`, async () => {
    await fc.assert(
      fc.asyncProperty(names(anyName), async (all) => {
        const file = await fileWith(dir, `names.${format}`, writers[format]?.(all) ?? '');
        const [entries] = await read(file, { format, delimiter: format === 'csv' ? ';' : null });
        assert.deepEqual(new Map(entries as [string, string][]), new Map(entriesOf(all)));
      }),
      { numRuns: 200, examples: [[['__proto__']], [['a', '__proto__', 'constructor']]] },
    );
  });
}

test('a column of an Excel sheet is kept whatever its name', async () => {
  await fc.assert(
    fc.asyncProperty(names(anyName), async (all) => {
      const row = `<row>${all.map(cell).join('')}</row>`;
      const file = await xlsxFile(path.join(dir, 'names.xlsx'), row + row);
      const [entries] = await read(file, { format: 'xlsx' });
      assert.deepEqual(new Map(entries as [string, string][]), new Map(entriesOf(all)));
    }),
    { numRuns: 50, examples: [[['__proto__']]] },
  );
});

test('an element or attribute of XML is kept whatever its name', async () => {
  await fc.assert(
    fc.asyncProperty(names(xmlName), async (all) => {
      const attributes = all.map((name) => ` ${name}="${name}"`).join('');
      const elements = all.map((name) => `<${name}>${name}</${name}>`).join('');
      const file = await fileWith(dir, 'names.xml', `<A><R${attributes}>${elements}</R></A>`);
      const [entries] = await read(file, { format: 'xml', recordPath: 'A/R' });
      const expected = [
        ...all.map((name): [string, string] => [`@${name}`, name]),
        ...entriesOf(all),
      ];
      assert.deepEqual(new Map(entries as [string, string][]), new Map(expected));
    }),
    { numRuns: 100, examples: [[['__proto__']]] },
  );
});

test('elements of the same name are a list, even if the name is __proto__', async () => {
  const file = await fileWith(
    dir,
    'list.xml',
    '<A><R><__proto__>1</__proto__><__proto__><x>2</x></__proto__></R></A>',
  );
  const [entries] = await read(file, { format: 'xml', recordPath: 'A/R' });
  assert.deepEqual(entries, [['__proto__', ['1', { x: '2' }]]]);
});

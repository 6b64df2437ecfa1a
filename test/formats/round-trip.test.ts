import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import type { ImportFormat } from '../../src/domain/index.ts';
import { escapeXml, fileWith, readAll, readingOf, xlsxFile } from './support.ts';

const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-formats-'));
after(() => rm(dir, { recursive: true, force: true }));

type Table = readonly Record<'sku' | 'name' | 'note', string>[];

/** Texts with difficult characters: quotes, delimiters, line breaks, brackets, characters of one to four bytes. */
const text = fc.string({
  unit: fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom('"', ';', ',', '\n', '{', '}', '[', ']', '\\', '<', '&', ' ', "'"),
    },
    { weight: 3, arbitrary: fc.constantFrom('a', 'Z', '0', 'ä', 'ß', '€', '语', '😀') },
  ),
  maxLength: 20,
});
// White space at the edges of an XML text is layout, and a sheet has no empty texts.
const edged = text.map((inner) => `<${inner}>`);
const table: fc.Arbitrary<Table> = fc.array(
  fc.record({ sku: edged, name: edged, note: edged }, { noNullPrototype: true }),
  {
    minLength: 1,
    maxLength: 30,
  },
);

const columns = ['sku', 'name', 'note'] as const;
const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;
const writers: Record<Exclude<ImportFormat, 'xlsx'>, (rows: Table) => string> = {
  jsonl: (rows) => rows.map((row) => JSON.stringify(row)).join('\n'),
  json: (rows) => JSON.stringify(rows, null, 2),
  csv: (rows) =>
    [
      columns.join(';'),
      ...rows.map((row) => columns.map((name) => quoted(row[name])).join(';')),
    ].join('\r\n'),
  xml: (rows) =>
    `<A><B>${rows.map((row) => `<R>${columns.map((name) => `<${name}>${escapeXml(row[name])}</${name}>`).join('')}</R>`).join('\n')}</B></A>`,
};
const packings = { plain: (bytes: Buffer) => bytes, gzip: gzipSync, zstd: zstdCompressSync };

for (const format of ['jsonl', 'json', 'csv', 'xml'] as const) {
  test(`any table written as ${format} reads back the same, however it is compressed and cut`, async () => {
    const reading = readingOf({ format, recordPath: 'A/B/R' });
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.integer({ min: 1, max: 400 }),
        fc.constantFrom(...(Object.keys(packings) as (keyof typeof packings)[])),
        async (rows, pieceBytes, packing) => {
          const bytes = packings[packing](Buffer.from(writers[format](rows)));
          const file = await fileWith(dir, `table.${format}`, bytes);
          const read = await readAll(file, reading, { pieceBytes });
          assert.deepEqual(
            read.rows.map((row) => ('document' in row ? row.document : row)),
            rows,
          );
          // Reading from the end of any piece returns only what follows it.
          const [first] = read.offsets;
          if (first === undefined) return;
          const rest = await readAll(file, reading, { pieceBytes, offset: first });
          assert.deepEqual(
            rest.rows.map((row) => 'document' in row && row.document),
            rows.slice(rows.length - rest.rows.length),
          );
          assert.deepEqual(rest.offsets, read.offsets.slice(1));
        },
      ),
      { numRuns: 60 },
    );
  });
}

test('a JSON array that is cut off anywhere cannot be read; a whole one can be, from the end of any piece', async () => {
  const reading = readingOf({ format: 'json' });
  const [size, share] = [
    fc.integer({ min: 1, max: 400 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  ];
  await fc.assert(
    fc.asyncProperty(table, size, share, fc.boolean(), async (rows, pieceBytes, cut, isBlank) => {
      const whole = writers.json(rows);
      const file = await fileWith(dir, 'whole.json', `${whole}${isBlank ? ' \n'.repeat(40) : ''}`);
      const { offsets } = await readAll(file, reading, { pieceBytes });
      for (const offset of offsets) await readAll(file, reading, { pieceBytes, offset });
      const part = Buffer.from(whole).subarray(0, Math.floor((whole.length - 1) * cut));
      const cutFile = await fileWith(dir, 'cut.json', part);
      await assert.rejects(readAll(cutFile, reading, { pieceBytes }), {
        code: 'IMPORT_UNREADABLE',
      });
    }),
    { numRuns: 200 },
  );
});

test('any table written as xlsx reads back the same', async () => {
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const shared = [...columns, ...rows.flatMap((row) => columns.map((name) => row[name]))];
      const cell = (index: number) => `<c t="s"><v>${index}</v></c>`;
      const lines = [columns, ...rows].map(
        (_, at) =>
          `<row>${columns.map((_name, column) => cell(at * columns.length + column)).join('')}</row>`,
      );
      const file = await xlsxFile(path.join(dir, 'table.xlsx'), lines.join(''), shared);
      const read = await readAll(file, readingOf({ format: 'xlsx' }));
      assert.deepEqual(
        read.rows.map((row) => 'document' in row && row.document),
        rows,
      );
    }),
    { numRuns: 30 },
  );
});

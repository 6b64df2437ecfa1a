import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import type { ImportEncoding } from '../../src/domain/index.ts';
import { chunkedFormat } from '../../src/formats/index.ts';
import { cutPieces, localFile } from '../../src/formats/index.ts';
import { fileWith, readingOf } from './support.ts';

const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-lines-'));
after(() => rm(dir, { recursive: true, force: true }));

/** A row as it is written, and what must be read of it: its fields, or null for a row that is broken. */
interface Written {
  readonly text: string;
  readonly fields: readonly [string, string] | null;
}

const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
const piece = fc.constantFrom(...['a', 'Z', ' ', 'ß', '€', '😀', ',', "'", '0']);
const plain = fc.string({ unit: piece, maxLength: 6 });
const plainField = plain.map((value) => ({ text: value, value }));
const quotedField = fc
  .string({ unit: fc.oneof(piece, lineEnd, fc.constantFrom('"', ';')), maxLength: 8 })
  .map((value) => ({ text: `"${value.replaceAll('"', '""')}"`, value }));
const inchField = fc
  .tuple(fc.constantFrom('a', 'ß', '7'), fc.string({ unit: fc.constantFrom('"', ' ', 'x') }))
  .map((parts) => parts.join(''))
  .map((value) => ({ text: value, value }));
const field = fc.oneof(plainField, inchField, quotedField);
const goodRow: fc.Arbitrary<Written> = fc
  .tuple(field, field)
  .map(([one, two]) => ({ text: `${one.text};${two.text}`, fields: [one.value, two.value] }));
const brokenRow: fc.Arbitrary<Written> = fc
  .constantFrom(
    '"x" y;1',
    '1;"x"y',
    'x"y;"z" ',
    'zu;viele;Felder',
    '"zu\nviele";"Fel\r\nder";"hier"',
  )
  .map((text) => ({ text, fields: null }));
const emptyLine: fc.Arbitrary<Written | null> = fc.constant(null);
const rows = fc.array(
  fc.tuple(
    fc.oneof({ weight: 8, arbitrary: goodRow }, { weight: 1, arbitrary: brokenRow }, emptyLine),
    lineEnd,
  ),
  { maxLength: 30 },
);

function encoded(text: string, encoding: ImportEncoding): Buffer {
  if (encoding === 'utf-16le') return Buffer.from(`\ufeff${text}`, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  return Buffer.from(text);
}

/** Reads a file as an import does. Each row with its line in the file, counted from 1. */
async function readRows(file: string, encoding: ImportEncoding, pieceBytes: number) {
  const reading = readingOf({ format: 'csv', encoding });
  const format = chunkedFormat(reading);
  assert.ok(format);
  const found: [line: number, fields: readonly unknown[] | null][] = [];
  let before: number | null = null;
  for await (const { bytes, prologue } of cutPieces({
    file: localFile(file),
    reading,
    format,
    offset: 0,
    pieceBytes,
  })) {
    before ??= prologue.lines;
    for (const row of format.rows(bytes, prologue)) {
      const fields = 'document' in row ? [row.document.one, row.document.two] : null;
      found.push([before + row.line, fields]);
    }
    before += format.lineCount(bytes);
  }
  return found;
}

test('CSV is read row by row with its lines, whatever ends its lines, is broken in it, and wherever it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      rows,
      lineEnd,
      fc.boolean(),
      fc.integer({ min: 1, max: 200 }),
      fc.constantFrom<ImportEncoding>('utf-8', 'utf-16le', 'utf-16be'),
      fc.constantFrom('', 'sep=;', '"sep=;"'),
      async (written, afterHeader, isEnded, pieceBytes, encoding, told) => {
        let text = `${told === '' ? '' : told + afterHeader}one;two${afterHeader}`;
        const expected: (readonly [number, readonly string[] | null])[] = [];
        for (const [row, end] of written) {
          // Behind a RETURN, a LINE_FEED belongs to it.
          if (row === null && text.endsWith('\r') && end.startsWith('\n')) continue;
          const isEmpty = row?.fields?.every((value) => value.trim() === '') ?? false;
          if (row && !isEmpty) expected.push([text.split(/\r\n?|\n/).length, row.fields]);
          text += `${row?.text ?? ''}${end}`;
        }
        if (!isEnded) text = text.replace(/(\r\n?|\n)$/, '');
        const file = await fileWith(dir, 'lines.csv', encoded(text, encoding));
        assert.deepEqual(await readRows(file, encoding, pieceBytes), expected);
      },
    ),
    { numRuns: 1000 },
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Row } from '../../src/formats/index.ts';
import { inPieces } from '../../src/workers/row-pieces.ts';

const MIB = 1024 * 1024;

function good(line: number, text: string): Row {
  return { line, document: { texts: [{ text }] } };
}

async function piecesOf(groups: Iterable<readonly Row[]>): Promise<Row[][]> {
  async function* arriving() {
    for (const group of groups) yield await Promise.resolve(group);
  }
  const pieces: Row[][] = [];
  for await (const piece of inPieces(arriving())) pieces.push(piece);
  return pieces;
}

test('a piece holds a thousand small rows', async () => {
  const rows = Array.from({ length: 2_500 }, (_, line) => good(line, 'small'));
  const pieces = await piecesOf([rows]);
  assert.deepEqual(
    pieces.map((piece) => piece.length),
    [1_000, 1_000, 500],
  );
});

test('a piece of large rows holds few of them, of the largest only one, whether they can be read or not', async () => {
  const text = 'x'.repeat(MIB);
  const broken = { column: null, reason: 'broken', raw: text.repeat(16) };
  const rows = [
    ...Array.from({ length: 9 }, (_, line) => good(line, text)),
    ...[9, 10, 11].map((line) => good(line, broken.raw)),
    ...[12, 13].map((line) => ({ line, ...broken })),
  ];
  const pieces = await piecesOf([rows]);
  assert.deepEqual(
    pieces.map((piece) => piece.length),
    [4, 4, 2, 1, 1, 1, 1],
  );
});

test('from a given row on, pieces are the same whatever groups the rows arrive in, and no row is lost', async () => {
  const text = 'x'.repeat(MIB);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 20 }), { maxLength: 20 }),
      async (groups) => {
        let line = 0;
        const rows = groups.map((group) =>
          group.map((times) => good(line++, text.slice(0, times * 500_000))),
        );
        const pieces = await piecesOf(rows);
        assert.deepEqual(pieces, await piecesOf([rows.flat()]));
        assert.deepEqual(pieces.flat(), rows.flat());
      },
    ),
    { numRuns: 50 },
  );
});

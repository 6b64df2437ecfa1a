import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storeBench } from './support.ts';

const added = { accepted: 1, duplicates: 0, rejected: 0 };

test('the noted position moves on only from where it was, so a database that lost its last commits hides no deliveries', async () => {
  await using bench = await storeBench();
  const book = bench.store.arrivals.of('orders');
  const note = (id: string, from: number, to: number) =>
    book.note({ deliveryIds: [id], noted: { from, to }, added });
  assert.equal(await note('d1', 0, 1), true);
  assert.equal(await note('d2', 1, 2), true);
  // As after a crash of the server: these commits do not wait for the disk.
  await bench.sql.query(`delete from delivery where id = 'd2'`);
  await bench.sql.query('update arrival_state set noted_seq = 1, accepted = 1');
  assert.equal(await note('d3', 2, 3), false);
  assert.equal(await book.notedSeq(), 1, 'reading the log from here finds what was lost');
  assert.equal(await book.noteFound({ deliveryIds: ['d2', 'd3'], lastSeq: 3 }), 1);
  assert.equal(await note('d4', 3, 4), true);
  assert.deepEqual(
    await book.known(['d1', 'd2', 'd3', 'd4', 'd5']),
    new Set(['d1', 'd2', 'd3', 'd4']),
  );
  assert.equal(await book.note({ deliveryIds: [], noted: null, added }), true);
  assert.deepEqual(await book.load(), { accepted: 5, duplicates: 0, rejected: 0 });
  assert.equal(await book.notedSeq(), 4);
});

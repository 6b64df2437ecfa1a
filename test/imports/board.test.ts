import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importStart } from '../../src/domain/index.ts';
import type { ImportMemory } from '../../src/domain/index.ts';
import { ImportBoard } from '../../src/runtime/imports/import-board.ts';
import { readingOf } from '../formats/support.ts';

function memory(id: number): ImportMemory {
  return {
    id: String(id),
    order: {
      ...{ stream: 'orders', file: '/tmp/orders.jsonl', fileState: null, source: 'orders.jsonl' },
      ...{ url: null, temporary: false, reading: readingOf({}), rejectsFile: null },
      maxRejects: null,
    },
    position: importStart,
    fileSize: 0,
    createdAtMs: id,
    outcome: null,
    finishedAtMs: null,
    requestedBy: 'test',
  };
}

test('the newest hundred imports that are over are listed; one that is not over is, whatever its age', () => {
  const board = new ImportBoard(
    () => null,
    () => undefined,
  );
  board.add(memory(1));
  for (let id = 2; id <= 150; id++) {
    board.add(memory(id));
    board.ended(String(id), 'finished');
  }
  assert.deepEqual(
    board.list().map(({ id }) => id),
    [...Array.from({ length: 100 }, (_, n) => String(150 - n)), '1'],
  );
  assert.equal(board.get('1').state, 'pending');
  assert.equal(board.get('51').state, 'finished');
  assert.throws(() => board.get('50'), { code: 'NOT_FOUND' });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  importSummary,
  ProgressBar,
  progressLine,
  waitNote,
} from '../../src/cli/import-progress.ts';
import { importTable } from '../../src/cli/import-table.ts';
import type { ImportStatus } from '../../src/domain/index.ts';

const half: ImportStatus = {
  id: '7',
  stream: 'products',
  source: '/data/catalogue.csv',
  format: 'csv',
  rejectsFile: null,
  state: 'running',
  sinceMs: 0,
  counts: { read: 50_000, stored: 49_998, rejected: 2 },
  bytesDone: 5_000_000,
  bytesTotal: 10_000_000,
  rowsPerSecond: 25_000,
  leftMs: 2_000,
  createdAtMs: 0,
  finishedAtMs: null,
  requestedBy: 'test',
  lastError: null,
};

test('progress shows percentage, rows, bytes, rate, time left and rejected rows', () => {
  assert.equal(
    progressLine(half),
    'import 7 [############............] 50 %  50,000 rows  5.0 MB of 10.0 MB  25,000/s  2 s left  2 rejected',
  );
  const waits = {
    ...half,
    state: 'pending',
    bytesTotal: 0,
    bytesDone: 0,
    rowsPerSecond: 0,
    leftMs: null,
  } as const;
  assert.match(progressLine(waits), /^import 7 \[\.{24}\] 0 % .*pending/);
});

test('an import that waits says what it waits for', () => {
  assert.equal(waitNote(half), null);
  const lastError = {
    code: 'SOURCE_UNAVAILABLE',
    stage: 'intake',
    message: 'The address cannot be fetched: 503',
    remedy: 'Wait.',
    atMs: 0,
  } as const;
  assert.equal(waitNote({ ...half, lastError }), null, 'an earlier error is not shown');
  assert.equal(
    waitNote({ ...half, state: 'waiting', lastError }),
    'import 7 is waiting and will retry automatically: The address cannot be fetched: 503',
  );
});

test('the bar is one line on a terminal, and is shown nowhere else', () => {
  const written: string[] = [];
  const write = (text: string) => written.push(text) > 0;
  new ProgressBar({ isTTY: true, columns: 60, write }).show(half);
  assert.match(written.join(''), /^\rimport 7 .{0,58}\u001b\[K$/);
  new ProgressBar({ isTTY: false, columns: 60, write }).show(half);
  assert.equal(written.length, 1);
});

test('the summary says where the rejected rows are', () => {
  const finished = { ...half, state: 'finished', finishedAtMs: 4_000 } as const;
  assert.equal(
    importSummary(finished),
    'import 7 of /data/catalogue.csv into products is finished: 50,000 rows read, 49,998 stored, 2 rejected, 4 s; reasons for the 2 rejected: `stellwerk dead-letters list`',
  );
  assert.match(importSummary({ ...finished, rejectsFile: '/tmp/r' }), /rejected: \/tmp\/r$/);
  assert.match(
    importTable([half], 1_000),
    /^IMPORT .*\n7 +products +\/data\/catalogue.csv +running/,
  );
  assert.equal(importTable([], 0), 'There are no imports.');
});

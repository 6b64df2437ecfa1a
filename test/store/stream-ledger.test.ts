import assert from 'node:assert/strict';
import test from 'node:test';
import type { Failure } from '../../src/domain/index.ts';
import type { Store } from '../../src/store/index.ts';
import { storeBench } from './support.ts';

const nothing = { read: 0, stored: 0, skipped: 0, rejected: 0 };
const some = { read: 10, stored: 7, skipped: 2, rejected: 1 };

test('a stream that never ran has an empty state and no runs', async () => {
  await using bench = await storeBench();
  const ledger = bench.store.stream('products');
  assert.deepEqual(await ledger.load(), {
    cursor: null,
    totals: nothing,
    lastRun: null,
    storedSeq: 0,
  });
  assert.deepEqual(await runsOf(bench.store, 'products'), []);
});

test('cursor, totals and the open run are saved together, and the next process reads them', async () => {
  await using bench = await storeBench();
  const ledger = bench.store.stream('products');
  await ledger.startRun(1_000);
  await ledger.save({ after: ['x', 1.5, null, 'quote " and \u0000 and \ud83d'] }, some, 0);
  await ledger.save({ after: ['y'], nested: { b: 1, a: 2 } }, some, 14);
  const twice = { read: 20, stored: 14, skipped: 4, rejected: 2 };
  const reopened = (await bench.another()).stream('products');
  assert.deepEqual(await reopened.load(), {
    cursor: { after: ['y'], nested: { b: 1, a: 2 } },
    totals: twice,
    lastRun: { startedAtMs: 1_000, finishedAtMs: null, ...twice },
    storedSeq: 14,
  });
});

test('a process whose run another one has closed saves nothing more', async () => {
  await using bench = await storeBench();
  const former = bench.store.stream('products');
  const next = (await bench.another()).stream('products');
  await former.startRun(1_000);
  await former.save({ after: 1 }, some, 7);
  await next.startRun(2_000);
  await assert.rejects(former.save({ after: 2 }, some, 14), { code: 'FENCED' });
  const { cursor, totals, storedSeq } = await next.load();
  assert.deepEqual(
    { cursor, totals, storedSeq },
    { cursor: { after: 1 }, totals: some, storedSeq: 7 },
  );
  await next.save({ after: 3 }, some, 14);
  assert.deepEqual((await former.load()).cursor, { after: 3 });
});

test('whoever starts a run finds every cursor that was saved before', async () => {
  await using bench = await storeBench();
  let reader = bench.store.stream('products');
  await reader.startRun(0);
  for (let round = 1; round <= 30; round++) {
    const saving = reader.save({ round }, nothing, round).then(
      () => true,
      ({ code }: Failure) => code !== 'FENCED',
    );
    const next = (round % 2 === 0 ? bench.store : await bench.another()).stream('products');
    await next.startRun(round);
    const { cursor } = await next.load();
    assert.equal((cursor as { round: number } | null)?.round === round, await saving);
    reader = next;
  }
});

test('a cursor is returned exactly as its source made it', async () => {
  await using bench = await storeBench();
  const ledger = bench.store.stream('products');
  const cursor = {
    key: 'nul \u0000, half \ud83d, quote ", back \\',
    number: 1.5,
    big: 2 ** 53,
    z: 1,
    a: [null, true],
  };
  await ledger.save(cursor, nothing, 0);
  const { cursor: loaded } = await ledger.load();
  assert.equal(JSON.stringify(loaded), JSON.stringify(cursor));
});

test('the end of a run closes the open run, or enters one that was never opened', async () => {
  await using bench = await storeBench();
  const ledger = bench.store.stream('products');
  await ledger.startRun(1_000);
  const opened = { startedAtMs: 1_000, finishedAtMs: 2_000, ...some };
  await ledger.finishRun(opened);
  const entered = { startedAtMs: 3_000, finishedAtMs: 4_000, ...nothing };
  const error = { code: 'SOURCE_UNAVAILABLE', message: 'no answer' } as const;
  await ledger.finishRun(entered, error);
  assert.deepEqual(
    (await runsOf(bench.store, 'products')).map(
      ({ startedAtMs, finishedAtMs, outcome, error }) => ({
        ...{ startedAtMs, finishedAtMs, outcome, error },
      }),
    ),
    [
      { startedAtMs: 3_000, finishedAtMs: 4_000, outcome: 'failed', error },
      { startedAtMs: 1_000, finishedAtMs: 2_000, outcome: 'succeeded', error: null },
    ],
  );
  assert.deepEqual((await ledger.load()).totals, nothing);
});

test('a run can be closed with an error that contains characters which PostgreSQL cannot store', async () => {
  await using bench = await storeBench();
  const ledger = bench.store.stream('products');
  await ledger.startRun(1_000);
  const error = { code: 'SOURCE_UNAVAILABLE', message: 'it said \0 and half \ud83d' } as const;
  await ledger.finishRun({ startedAtMs: 1_000, finishedAtMs: 2_000, ...nothing }, error);
  const [run] = await runsOf(bench.store, 'products');
  assert.deepEqual(run?.error, { ...error, message: 'it said \uFFFD and half \uFFFD' });
});

test('a run that a dead hub left open is closed as cancelled', async () => {
  await using bench = await storeBench();
  await bench.store.stream('products').startRun(1_000);
  const ledger = (await bench.another()).stream('products');
  await ledger.startRun(5_000);
  const runs = await runsOf(bench.store, 'products');
  assert.deepEqual(
    runs.map((run) => [run.startedAtMs, run.finishedAtMs, run.error?.code ?? null]),
    [
      [5_000, null, null],
      [1_000, 5_000, 'CANCELLED'],
    ],
  );
});

test('the newest thousand runs of each stream are kept', async () => {
  await using bench = await storeBench();
  const products = bench.store.stream('products');
  await bench.store.stream('orders').finishRun({ startedAtMs: 1, finishedAtMs: 2, ...some });
  await bench.sql.query(
    `insert into run (stream, started_at, finished_at)
     select 'products', to_timestamp(n / 1000.0), to_timestamp(n / 1000.0) from generate_series(1, 1000) n`,
  );
  for (let startedAtMs = 1_001; startedAtMs <= 1_005; startedAtMs++) {
    if (startedAtMs % 2) await products.startRun(startedAtMs);
    await products.finishRun({ startedAtMs, finishedAtMs: startedAtMs + 1, ...some });
  }
  const runs = await runsOf(bench.store, 'products', 2_000);
  assert.deepEqual(
    [runs.length, runs[0]?.startedAtMs, runs.at(-1)?.startedAtMs],
    [1_000, 1_005, 6],
  );
  assert.equal((await runsOf(bench.store, 'orders')).length, 1);
});

async function runsOf({ runs }: Store, stream: string, limit = 100) {
  return runs.list({ stream }, { limit, before: null });
}

import assert from 'node:assert/strict';
import test from 'node:test';
import { storeBench } from './support.ts';

const nothing = { read: 0, stored: 0, skipped: 0, rejected: 0 };
const some = { read: 10, stored: 7, skipped: 2, rejected: 1 };
const DAY_MS = 86_400_000;

test('a run shows where in the source it began and ended', async () => {
  await using bench = await storeBench();
  const ledger = bench.store.stream('products');
  const { runs } = bench.store;
  await ledger.startRun(1_000);
  await ledger.save({ after: 'A' }, some, 0);
  const [open] = await runs.list({}, { limit: 1, before: null });
  assert.deepEqual([open?.outcome, open?.read, open?.cursorAfter], ['running', 10, null]);
  await ledger.finishRun({ startedAtMs: 1_000, finishedAtMs: 2_000, ...some });
  await ledger.startRun(3_000);
  await ledger.save({ after: 'B' }, nothing, 0);
  const error = { code: 'CANCELLED', message: 'stopped' } as const;
  await ledger.finishRun({ startedAtMs: 3_000, finishedAtMs: 4_000, ...nothing }, error);
  const [second, first] = await runs.list({}, { limit: 9, before: null });
  assert.deepEqual(await runs.get(first?.id ?? ''), {
    ...{ id: first?.id, stream: 'products', lane: null, kind: 'poll', outcome: 'succeeded' },
    ...{ startedAtMs: 1_000, finishedAtMs: 2_000, ...some, error: null },
    ...{ cursorBefore: null, cursorAfter: { after: 'A' } },
  });
  const cancelled = await runs.get(second?.id ?? '');
  assert.deepEqual(
    [cancelled.outcome, cancelled.cursorBefore, cancelled.cursorAfter],
    ['cancelled', { after: 'A' }, { after: 'B' }],
  );
  await assert.rejects(runs.get('999999'), { code: 'NOT_FOUND' });
});

test('runs are found by stream, kind, outcome and time, newest first, page by page', async () => {
  await using bench = await storeBench();
  const { runs } = bench.store;
  const [products, orders] = ['products', 'orders'].map((name) => bench.store.stream(name));
  const failed = { code: 'SOURCE_UNAVAILABLE', message: 'no answer' } as const;
  for (let nth = 1; nth <= 4; nth++) {
    const run = { startedAtMs: nth * 1_000, finishedAtMs: nth * 1_000 + 1, ...some };
    await products?.finishRun(run, nth === 3 ? failed : null);
    await orders?.finishRun(run);
  }
  await runs.enterReplay({ stream: 'orders', lane: 'orders/erp', atMs: 9_000, records: 5 });
  const find = async (filter: Parameters<typeof runs.list>[0]) =>
    (await runs.list(filter, { limit: 50, before: null })).map(
      ({ lane, stream, startedAtMs }) => `${lane ?? stream} ${startedAtMs}`,
    );
  assert.equal((await find({})).length, 9);
  assert.deepEqual(await find({ outcomes: ['failed', 'cancelled'] }), ['products 3000']);
  assert.deepEqual(await find({ kind: 'replay' }), ['orders/erp 9000']);
  assert.deepEqual(await find({ stream: 'orders', kind: 'poll', fromMs: 2_000, untilMs: 4_000 }), [
    'orders 3000',
    'orders 2000',
  ]);
  assert.deepEqual(await find({ outcomes: ['running'] }), []);
  const first = await runs.list({ stream: 'products' }, { limit: 3, before: null });
  const before = first.at(-1)?.id ?? null;
  const rest = await runs.list({ stream: 'products' }, { limit: 3, before });
  assert.deepEqual(
    [...first, ...rest].map(({ startedAtMs }) => startedAtMs),
    [4_000, 3_000, 2_000, 1_000],
  );
});

test('runs that ended long ago are forgotten, but never the newest run of a stream', async () => {
  await using bench = await storeBench();
  const { runs } = bench.store;
  const ledger = bench.store.stream('products');
  const nowMs = Date.now();
  for (const age of [100, 95, 3]) {
    const startedAtMs = nowMs - age * DAY_MS;
    await ledger.finishRun({ startedAtMs, finishedAtMs: startedAtMs, ...some });
  }
  const old = bench.store.stream('old');
  await old.finishRun({ startedAtMs: 1, finishedAtMs: 2, ...some });
  assert.equal(await runs.forget(90 * DAY_MS), 2);
  assert.equal((await runs.list({}, { limit: 9, before: null })).length, 2);
});

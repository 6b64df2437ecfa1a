import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { waitingBackend } from '../support/database.ts';
import { appliedRecords, noCounts, productsToShop, storeBench } from './support.ts';
import type { StoreBench } from './support.ts';

test('a settlement remembers what was applied, links it and moves the lane', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  assert.deepEqual(await lane.position(), {
    settledSeq: 0,
    counts: noCounts,
    conflated: 0,
    lastSettledAtMs: null,
  });
  const records = await appliedRecords(lane, ['a', 'b'], 7);
  const counts = { applied: 2, unchanged: 3, superseded: 4, echoed: 0, deadLettered: 5 };
  const startedAtMs = Date.now();
  await lane.settle({ previousSeq: 0, lastSeq: 9, records, counts, conflated: 6 });

  const position = await lane.position();
  assert.deepEqual(
    { ...position, lastSettledAtMs: null },
    { settledSeq: 9, counts, conflated: 6, lastSettledAtMs: null },
  );
  assert.ok(Math.abs((position.lastSettledAtMs ?? 0) - startedAtMs) < 60_000);
  assert.deepEqual(await lane.claim(['b', 'a']), [
    {
      masterKey: records[1]?.masterKey,
      externalId: 'Tb',
      applied: { version: 1_007, seq: 7, hash: 'h7' },
    },
    {
      masterKey: records[0]?.masterKey,
      externalId: 'Ta',
      applied: { version: 1_007, seq: 7, hash: 'h7' },
    },
  ]);
});

test('a settlement replaces the applied version, and a batch that applied nothing can be settled', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  await settle(lane, 0, 1, await appliedRecords(lane, ['a', 'b'], 1));
  await settle(lane, 1, 2, await appliedRecords(lane, ['b', 'c'], 2));
  await settle(lane, 2, 5, []);
  const claims = await lane.claim(['a', 'b', 'c']);
  assert.deepEqual(
    claims.map((claim) => claim.applied?.seq),
    [1, 2, 2],
  );
  assert.equal((await lane.position()).settledSeq, 5);
});

test('versions are kept exactly, up to the largest safe integer and below zero', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  const versions = [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, -1, 0];
  const keys = versions.map(String);
  const records = (await appliedRecords(lane, keys, 1)).map((record, index) => {
    return { ...record, version: versions[index] ?? 0, seq: Number.MAX_SAFE_INTEGER };
  });
  await settle(lane, 0, Number.MAX_SAFE_INTEGER, records);
  const claims = await lane.claim(keys);
  assert.deepEqual(
    claims.map((claim) => claim.applied?.version),
    versions,
  );
  assert.equal((await lane.position()).settledSeq, Number.MAX_SAFE_INTEGER);
});

test('each thing is applied once and linked once, whatever a lane assumes to be new', async () => {
  await using bench = await storeBench();
  const { store, sql } = bench;
  const lanes = [
    await store.lane(productsToShop),
    await store.lane({ ...productsToShop, name: 'again/shop' }),
  ];
  const seqs = lanes.map(() => 0);
  const batch = fc.record({
    of: fc.nat(1),
    keys: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 }),
    beliefs: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(batch, async ({ of, keys, beliefs }) => {
      const lane = lanes[of];
      assert.ok(lane);
      const before = seqs[of] ?? 0;
      const seq = (seqs[of] = before + 1);
      const records = (await appliedRecords(lane, keys, seq)).map((record, index) => {
        return { ...record, isFirst: beliefs[index] ?? false };
      });
      await settle(lane, before, seq, records);
      const applied = (await lane.claim(keys)).map((claim) => claim.applied?.seq);
      assert.deepEqual(
        applied,
        keys.map(() => seq),
      );
    }),
    { numRuns: 40 },
  );
  const { rows } = await sql.query<{ links: number; things: number }>(
    `select count(*)::int as links, count(distinct master_key)::int as things from link`,
  );
  assert.deepEqual(rows, [{ links: 10, things: 5 }], 'one in the source, one in the target');
});

test('after the target has created a thing again, a claim returns its newest id', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  const [record] = await appliedRecords(lane, ['a'], 1);
  assert.ok(record);
  await settle(lane, 0, 1, [record]);
  await settle(lane, 1, 2, [{ ...record, externalId: 'new' }]);
  assert.equal((await lane.claim(['a']))[0]?.externalId, 'new');
});

test('a claim returns the id that another lane linked in the same target', async () => {
  await using bench = await storeBench();
  const target = { identity: 'product', connector: 'shop', entity: 'products' };
  const products = await bench.store.lane({ name: 'products/shop', ...target });
  const prices = await bench.store.lane({ name: 'prices/shop', ...target });
  await settle(products, 0, 1, await appliedRecords(products, ['a'], 1));
  const [claim] = await prices.claim(['a']);
  assert.deepEqual(
    { externalId: claim?.externalId, applied: claim?.applied },
    { externalId: 'Ta', applied: null },
  );
});

test('an id stays with the thing that was linked to it first', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  const records = await appliedRecords(lane, ['a', 'b'], 1);
  await settle(
    lane,
    0,
    1,
    records.map((record) => ({ ...record, externalId: 'same' })),
  );
  const links = await bench.store.links('shop', 'products', 'same');
  assert.equal(links?.masterKey, records[0]?.masterKey);
});

test('a settlement from another position is refused as FENCED and writes nothing', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  const records = await appliedRecords(lane, ['a'], 1);
  await assert.rejects(lane.settle({ previousSeq: 1, lastSeq: 2, records, counts: noCounts }), {
    code: 'FENCED',
  });
  await assertNothingSettled(bench);
});

test('exactly one of two hubs can settle the same batch, and it is counted once', async () => {
  await using bench = await storeBench();
  const other = await bench.another();
  const lanes = await Promise.all([bench.store.lane(productsToShop), other.lane(productsToShop)]);
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 0, max: 9 }),
      async (step, applied) => {
        const { settledSeq: previousSeq, counts } = await lanes[0].position();
        const lastSeq = previousSeq + step;
        const settlements = lanes.map(async (lane, index) => {
          const records = await appliedRecords(lane, [`k${index}`, 'common'], lastSeq);
          await lane.settle({ previousSeq, lastSeq, records, counts: { ...noCounts, applied } });
        });
        const outcomes = await Promise.allSettled(settlements);
        assert.deepEqual(outcomes.map((outcome) => outcome.status).sort(), [
          'fulfilled',
          'rejected',
        ]);
        const after = await lanes[1].position();
        assert.equal(after.settledSeq, lastSeq);
        assert.equal(after.counts.applied, counts.applied + applied);
      },
    ),
    { numRuns: 30 },
  );
});

/*
 * Scenario: another transaction holds a link that the settlement is about to insert, so the settlement blocks after it has
 * moved the lane and written the applied versions. Then its server process is killed.
 */
test('a settlement whose connection dies half-way leaves nothing behind and can be repeated', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  const records = await appliedRecords(lane, ['a', 'b'], 1);
  await bench.sql.query('begin');
  await bench.sql.query(
    `insert into link (master_key, endpoint_id, external_id)
     select 0, id, 'Tb' from endpoint where connector = 'shop'`,
  );
  const settling = lane.settle({
    previousSeq: 0,
    lastSeq: 1,
    records,
    counts: { ...noCounts, applied: 2 },
  });
  const rejected = assert.rejects(settling, { code: 'STORE_UNAVAILABLE', retryable: true });
  await bench.sql.query('select pg_terminate_backend($1)', [await waitingBackend(bench.sql)]);
  await rejected;
  await bench.sql.query('rollback');

  await assertNothingSettled(bench);
  await settle(lane, (await lane.position()).settledSeq, 1, records);
  assert.equal((await lane.position()).settledSeq, 1);
});

test('a lane with another target has its own memory', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  await settle(lane, 0, 1, await appliedRecords(lane, ['a'], 1));
  const moved = await bench.store.lane({ ...productsToShop, entity: 'articles' });
  assert.equal((await moved.position()).settledSeq, 0);
  assert.equal((await moved.claim(['a']))[0]?.applied, null);
  const back = await bench.store.lane(productsToShop);
  assert.equal((await back.position()).settledSeq, 1);
});

async function settle(
  lane: Awaited<ReturnType<StoreBench['store']['lane']>>,
  previousSeq: number,
  lastSeq: number,
  records: Awaited<ReturnType<typeof appliedRecords>>,
): Promise<void> {
  await lane.settle({ previousSeq, lastSeq, records, counts: noCounts });
}

async function assertNothingSettled(bench: StoreBench): Promise<void> {
  const lane = await bench.store.lane(productsToShop);
  assert.deepEqual(await lane.position(), {
    settledSeq: 0,
    counts: noCounts,
    conflated: 0,
    lastSettledAtMs: null,
  });
  const { rows } = await bench.sql.query(
    `select (select count(*)::int from applied) as applied,
       (select count(*)::int from link join endpoint e on e.id = endpoint_id where e.connector = 'shop') as linked`,
  );
  assert.deepEqual(rows, [{ applied: 0, linked: 0 }]);
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LaneMemoryName } from '../../src/store/index.ts';
import { appliedRecords, noCounts, productsToShop, storeBench } from './support.ts';

const names: readonly LaneMemoryName[] = Array.from({ length: 40 }, (_, index) => ({
  name: `stream-${index}/shop`,
  identity: index % 2 === 0 ? 'product' : `pim/thing-${index}`,
  connector: 'shop',
  entity: `thing-${index % 5}`,
}));

test('opening many lanes together gives the same as opening each alone, and new lanes begin where they are told to', async () => {
  await using bench = await storeBench();
  const asked: string[] = [];
  const begin = async (lane: string) => {
    asked.push(lane);
    return lane === 'stream-3/shop' ? 77 : 0;
  };
  const opened = await bench.store.lanes(names, begin);
  assert.deepEqual(
    [...opened.keys()],
    names.map(({ name }) => name),
  );
  assert.ok([...opened.values()].every(({ memory }) => memory.isNew));
  assert.equal(asked.length, names.length);
  assert.equal(opened.get('stream-3/shop')?.position.settledSeq, 77);

  const again = await bench.store.lanes(names, begin);
  assert.equal(asked.length, names.length, 'the start is asked for only for new lanes');
  for (const [name, { memory }] of again) {
    assert.equal(memory.isNew, false);
    assert.equal(memory.id, opened.get(name)?.memory.id);
    const alone = await bench.store.lane(names.find((one) => one.name === name) ?? productsToShop);
    assert.equal(alone.id, memory.id);
  }
});

test('the opening reports the same position and parked records as the lane itself', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  await lane.settle({
    previousSeq: 0,
    lastSeq: 9,
    counts: { ...noCounts, applied: 2, unchanged: 7 },
    records: await appliedRecords(lane, ['a', 'b'], 9),
  });
  await bench.sql.query(
    `insert into parked (lane_id, seq, version, stored_at, due_at, attempts, operation, key, document, history)
      values (${lane.id}, 4, 1, to_timestamp(5), now(), 1, 'upsert', 'a', '{}', '[]'), (${lane.id}, 5, 1, to_timestamp(6), now(), 1, 'upsert', 'b', '{}', '[]')`,
  );
  await lane.recovery.pauseKey('b');
  const opened = await bench.store.lanes([productsToShop, ...names], async () => 0);
  const found = opened.get(productsToShop.name);
  assert.deepEqual(found?.position, await lane.position());
  assert.deepEqual(found?.parked, await lane.recovery.extent());
  assert.deepEqual(found?.parked, { records: 2, paused: 1, oldestAtMs: 5_000 });
});

test('hubs that open the same new lanes at once get the same lane ids', async () => {
  await using bench = await storeBench();
  const stores = [bench.store, await bench.another(), await bench.another()];
  const opened = await Promise.all(stores.map((store) => store.lanes(names, async () => 0)));
  const ids = opened.map((lanes) => [...lanes.values()].map(({ memory }) => memory.id));
  assert.deepEqual(ids[1], ids[0]);
  assert.deepEqual(ids[2], ids[0]);
  assert.equal(new Set(ids[0]).size, names.length);
});

test('the states of many streams are read together, including those of streams that never ran', async () => {
  await using bench = await storeBench();
  const products = bench.store.stream('products');
  await products.startRun(1_000);
  await products.save({ after: 'x', at: 1.5 }, { read: 3, stored: 2, skipped: 1, rejected: 0 }, 7);
  await products.finishRun({
    ...{ startedAtMs: 1_000, finishedAtMs: 2_000 },
    ...{ read: 3, stored: 2, skipped: 1, rejected: 0 },
  });
  const states = await bench.store.streamStates(['prices', 'products']);
  assert.deepEqual(states.get('products'), await products.load());
  assert.deepEqual(states.get('products')?.cursor, { after: 'x', at: 1.5 });
  assert.equal(states.get('products')?.lastRun?.finishedAtMs, 2_000);
  assert.deepEqual(states.get('prices'), {
    cursor: null,
    totals: { read: 0, stored: 0, skipped: 0, rejected: 0 },
    lastRun: null,
    storedSeq: 0,
  });
  assert.equal(states.get('products')?.storedSeq, 7);
});

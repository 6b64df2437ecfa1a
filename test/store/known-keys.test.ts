import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appliedRecords, noCounts, productsToShop, storeBench } from './support.ts';

const page = { before: 9_000, limit: 3 };

test('known keys are those a lane applied, without deleted or newer things, things with several keys, and other lanes’ keys', async () => {
  await using bench = await storeBench();
  const { store, sql } = bench;
  const lane = await store.lane(productsToShop);
  const other = await store.lane({ ...productsToShop, name: 'spares/shop' });
  const settle = async (into: typeof lane, keys: readonly string[], seq: number) => {
    const records = await appliedRecords(into, keys, seq);
    const position = { previousSeq: (await into.position()).settledSeq, lastSeq: seq };
    await into.settle({ ...position, records, counts: noCounts });
  };
  await settle(lane, ['a', 'b', 'c', 'd', 'e', 'f', 'newer'], 10);
  await settle(other, ['a', 'of another'], 10);
  await sql.query(`update applied set hash = 'deleted' where external_id = 'Tb'`);
  await sql.query(`update applied set version = 9000 where external_id = 'Tnewer'`);
  // As after a merge, `e` and `f` are ids of one thing.
  await sql.query(
    `update link set master_key = (select master_key from link where external_id = 'f') where external_id = 'e'`,
  );
  const lanes = { laneIds: [lane.id], oneWayIds: [lane.id], readSides: [] };
  const keys: string[] = [];
  let after: string | null = '0';
  while (after !== null) {
    const found = await store.knownKeys.things({ ...page, ...lanes, after });
    keys.push(...found.keys);
    after = found.last;
  }
  assert.deepEqual(keys.sort(), ['a', 'c', 'd']);
});

import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { openStore } from '../support/open-store.ts';
import { productsToShop, storeBench } from './support.ts';

const awkwardKeys = [
  '',
  ' ',
  'NULL',
  'null',
  'a"b',
  "it's",
  'back\\slash',
  '\\',
  '"',
  'a,b',
  '{a}',
  '{"a","b"}',
  'line\nbreak\ttab\r',
  'Müller & Söhne',
  '鍵',
  '🔑',
  '\u0001\u007f\ufffe',
  '$1',
  '%s',
  'x'.repeat(1_024),
];

test('a claim gives every key its own master key and keeps it', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  const first = await lane.claim(awkwardKeys);
  assert.equal(new Set(first.map((claim) => claim.masterKey)).size, awkwardKeys.length);
  assert.ok(first.every((claim) => claim.externalId === null && claim.applied === null));
  const again = await lane.claim(awkwardKeys.toReversed());
  assert.deepEqual(again.toReversed(), first);
});

test('a claim answers in the order of the keys, with known and new keys mixed', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  const [b, d] = await lane.claim(['b', 'd']);
  const mixed = await lane.claim(['d', 'c', 'b', 'a']);
  assert.equal(mixed[0]?.masterKey, d?.masterKey);
  assert.equal(mixed[2]?.masterKey, b?.masterKey);
  assert.equal(await bench.store.masterKeyCount(), 4);
});

test('a claim gives the same during a first load and after it, whichever of its keys are already known', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  const minted = new Map<string, string>();
  const batchOf = (from: number) =>
    Array.from({ length: 120 }, (_, index) => `sku ${from + index}`);
  // Runs of batches with new keys, each followed by a batch that overlaps; the last batch repeats the one before.
  const batches = [0, 120, 240, 360, 480, 590, 710, 830, 950, 1060, 1060].map(batchOf);
  for (const keys of batches) {
    const claims = await lane.claim(keys);
    assert.equal(claims.length, keys.length);
    keys.forEach((key, index) => {
      const { masterKey = '', applied, externalId } = claims[index] ?? {};
      assert.equal(minted.get(key) ?? masterKey, masterKey, key);
      assert.deepEqual([applied, externalId], [null, null]);
      minted.set(key, masterKey);
    });
  }
  assert.equal(new Set(minted.values()).size, minted.size);
  assert.equal(await bench.store.masterKeyCount(), minted.size);
});

test('a claim without keys returns nothing', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  assert.deepEqual(await lane.claim([]), []);
});

test('a claim of a key that PostgreSQL cannot store is refused, and the message says why', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane(productsToShop);
  for (const key of ['nul\0', 'half\ud83d']) {
    await assert.rejects(lane.claim(['good', key]), { code: 'CONTRACT_BROKEN', message: /NUL/ });
  }
});

test('streams with the same identity share master keys, others do not', async () => {
  await using bench = await storeBench();
  const target = { connector: 'shop', entity: 'x' };
  const [pim, erp, other] = await Promise.all([
    bench.store.lane({ name: 'products/shop', identity: 'product', ...target }),
    bench.store.lane({ name: 'prices/shop', identity: 'product', ...target }),
    bench.store.lane({ name: 'orders/shop', identity: 'erp/order', ...target }),
  ]);
  const [[a], [b], [c]] = await Promise.all([
    pim.claim(['1']),
    erp.claim(['1']),
    other.claim(['1']),
  ]);
  assert.equal(a?.masterKey, b?.masterKey);
  assert.notEqual(a?.masterKey, c?.masterKey);
});

/*
 * Scenario: three hubs with two lanes each claim overlapping sets of new keys at the same moment. Within one hub the lanes take
 * turns. Between hubs the database decides, and the loser of a race has to return the winner's master key.
 */
test('a key never gets two master keys, however many lanes claim it at once', async () => {
  await using bench = await storeBench();
  const stores = [bench.store, await bench.another(), await bench.another()];
  const lanes = await Promise.all(
    stores.flatMap((store) =>
      ['shop', 'erp'].map((connector) =>
        store.lane({ ...productsToShop, name: `products/${connector}`, connector }),
      ),
    ),
  );
  const known = new Map<string, string>();
  let round = 0;
  const keySet = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 40 });
  const claims = fc.array(keySet, { minLength: lanes.length, maxLength: lanes.length });
  await fc.assert(
    fc.asyncProperty(claims, async (sets) => {
      round += 1;
      const named = sets.map((set) => set.map((number) => `${round >> 2}-${number}`));
      const answers = await Promise.all(lanes.map((lane, index) => lane.claim(named[index] ?? [])));
      answers.forEach((answer, lane) => {
        answer.forEach(({ masterKey }, index) => {
          const key = named[lane]?.[index] ?? '';
          assert.equal(known.get(key) ?? masterKey, masterKey, `key ${key}`);
          known.set(key, masterKey);
        });
      });
    }),
    { numRuns: 60 },
  );
  assert.equal(new Set(known.values()).size, known.size);
  assert.equal(await bench.store.masterKeyCount(), known.size);
});

test('any set of keys, ids and hashes is read back as it was written', async () => {
  await using bench = await storeBench();
  const store = await openStore(bench.scope);
  const lane = await store.lane(productsToShop);
  const text = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((key) => !key.includes('\0'));
  let seq = 0;
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(text, { minLength: 1, maxLength: 20 }), async (keys) => {
      const claims = await lane.claim(keys);
      const records = claims.map(({ masterKey }, index) => ({
        masterKey,
        externalId: `id of ${keys[index]}`,
        version: Number.MAX_SAFE_INTEGER - index,
        seq: seq + 1,
        hash: keys[index] ?? '',
        isFirst: true,
      }));
      const counts = {
        applied: keys.length,
        unchanged: 0,
        superseded: 0,
        echoed: 0,
        deadLettered: 0,
      };
      await lane.settle({ previousSeq: seq, lastSeq: seq + 1, records, counts });
      seq += 1;
      const again = await lane.claim(keys);
      const expected = records.map(({ masterKey, externalId, version, seq: at, hash }) => {
        return { masterKey, externalId, applied: { version, seq: at, hash } };
      });
      assert.deepEqual(again, expected);
    }),
    { numRuns: 40 },
  );
  await store.close();
});

import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { LaneHarness, record } from './support.ts';

/** Keys `a` and `b` are one thing, which has the id C1 in the target; `b` gave way. */
function mergedLane(overrides = {}): LaneHarness {
  const lane = new LaneHarness(overrides);
  lane.decided.set('a', { masterKey: 'one', decided: { gaveWay: false, parted: ['C2'] } });
  lane.decided.set('b', { masterKey: 'one', decided: { gaveWay: true, parted: ['C2'] } });
  lane.links.set('one', 'C1');
  return lane;
}

const toldOf = (lane: LaneHarness) =>
  lane.delivered.flat().map(({ key, version, externalId, decided }) => {
    return { key, version, externalId, decided };
  });

test('when several keys are one thing, the newest record of a batch is delivered, under the id that remains', async () => {
  const lane = mergedLane();
  await lane.drainRecords([record(1, 'a', 5), record(2, 'b', 7), record(3, 'b', 6)]);
  assert.deepEqual(toldOf(lane), [{ key: 'b', version: 7, externalId: 'C1', decided: true }]);
  assert.equal(lane.settlements[0]?.counts.superseded, 2);
  assert.deepEqual(lane.applied.get('one')?.version, 7);
  await lane.drainRecords([record(4, 'a', 6)]);
  assert.equal(lane.delivered.length, 1, 'older than what the other key brought');
});

test('a delete under a key that gave way removes nothing, not even another record of the batch', async () => {
  const lane = mergedLane();
  await lane.drainRecords([record(1, 'a', 5), record(2, 'b', 7, {}, 'delete')]);
  assert.deepEqual(toldOf(lane), [{ key: 'a', version: 5, externalId: 'C1', decided: true }]);
  await lane.drainRecords([record(3, 'a', 8, {}, 'delete')]);
  assert.equal(lane.delivered[1]?.[0]?.operation, 'delete', 'the key that stays does');
});

test('the redelivery of a merged thing has another idempotency key than before, and the same at each attempt', async () => {
  const lane = mergedLane();
  await lane.drainRecords([record(1, 'a', 5)]);
  const applied = lane.applied.get('one');
  assert.ok(applied);
  lane.applied.set('one', { ...applied, hash: 'again:42' });
  lane.answer = (_delivery, call) => {
    if (call < 3) throw new Error('cut');
    return { kind: 'applied', externalId: 'C1' };
  };
  await assert.rejects(lane.drainRecords([record(2, 'a', 5, { seq: 1 })]));
  await lane.drainRecords([record(2, 'a', 5, { seq: 1 })]);
  const [first, cut, last] = lane.delivered.flat().map(({ idempotencyKey }) => idempotencyKey);
  assert.notEqual(first, cut);
  assert.equal(cut, last);
  assert.match(lane.applied.get('one')?.hash ?? '', /^[^:]+$/, 'its content is known again');
});

test('a thing that a person split off is not a match, neither alone nor beside another hit', async () => {
  const match = { targetField: 'mail', from: 'mail' };
  const lane = mergedLane({ match });
  lane.links.clear();
  lane.matches = { 'family@x': ['C2', 'C3'], 'alone@x': ['C2'] };
  await lane.drainRecords([
    record(1, 'a', 5, { mail: 'family@x' }),
    record(2, 'c', 5, { mail: 'alone@x' }),
  ]);
  assert.deepEqual(
    toldOf(lane).map(({ key, externalId }) => [key, externalId]),
    [
      ['a', 'C3'],
      ['c', 'C2'],
    ],
  );
  assert.deepEqual(lane.dead, []);
});

test('whatever the order of two keys and however batches are cut, the thing ends at its newest version and is created once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), version: fc.nat(20) }), {
        minLength: 1,
        maxLength: 30,
      }),
      fc.integer({ min: 1, max: 7 }),
      async (changes, cut) => {
        const lane = mergedLane();
        lane.links.clear();
        const records = changes.map(({ key, version }, n) => record(n + 1, key, version));
        const batches = Array.from({ length: Math.ceil(records.length / cut) }, (_, n) =>
          records.slice(n * cut, (n + 1) * cut),
        );
        await lane.drainRecords(...batches);
        const ofOne = changes.filter(({ key }) => key !== 'c').map(({ version }) => version);
        const newest = ofOne.length > 0 ? Math.max(...ofOne) : undefined;
        assert.equal(lane.applied.get('one')?.version, newest);
        const created = lane.delivered
          .flat()
          .filter(({ masterKey, externalId }) => masterKey === 'one' && externalId === null);
        assert.equal(created.length, newest === undefined ? 0 : 1);
        for (const call of lane.delivered) {
          const things = call.map(({ masterKey }) => masterKey);
          assert.equal(new Set(things).size, things.length, 'never twice in one call');
        }
      },
    ),
  );
});

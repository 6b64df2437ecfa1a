import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Failure } from '../../src/domain/index.ts';
import type { Delivery } from '../../src/connector-api/index.ts';
import { compileValidator } from '../../src/pipeline/index.ts';
import { LaneHarness, record } from './support.ts';

const refused = (message: string) => ({
  kind: 'failed' as const,
  failure: new Failure('TARGET_REFUSED', { message }),
});
const busy = () => ({
  kind: 'failed' as const,
  failure: new Failure('TARGET_BUSY', { message: 'locked' }),
});

function keysOf(deliveries: readonly (readonly Delivery[])[]): string[] {
  return deliveries.flat().map(({ key, version }) => `${key}@${version}`);
}

test('a record is linked, mapped, delivered, settled and only then acknowledged', async () => {
  const lane = new LaneHarness({
    map: ({ name }, { masterKey }) => ({ title: name ?? '', masterKey }),
  });
  await lane.drainRecords([record(1, 'a', 10, { name: 'Shoe' })]);
  assert.deepEqual(lane.delivered[0]?.[0]?.document, { title: 'Shoe', masterKey: 'm-a' });
  assert.equal(lane.links.get('m-a'), 'a');
  assert.deepEqual(lane.acked, [1]);
  assert.deepEqual(lane.settlements[0]?.counts, {
    applied: 1,
    unchanged: 0,
    superseded: 0,
    echoed: 0,
    deadLettered: 0,
  });
});

test('nothing is delivered by a hub whose place another one may have taken', async () => {
  const lost = new Failure('STORE_UNAVAILABLE', { message: 'another hub may work here' });
  const lane = new LaneHarness({ requirePlace: () => Promise.reject(lost) });
  await assert.rejects(lane.drainRecords([record(1, 'a', 10)]), { code: 'STORE_UNAVAILABLE' });
  assert.deepEqual([lane.delivered, lane.settlements], [[], []]);
});

test('an invalid record is buried with every reason, and the others continue', async () => {
  const validate = compileValidator({
    type: 'object',
    required: ['name'],
    properties: { price: { type: 'number', minimum: 0 } },
  });
  const lane = new LaneHarness({ validate });
  await lane.drainRecords([
    record(1, 'bad', 1, { price: -3 }),
    record(2, 'good', 1, { name: 'Shoe', price: 3 }),
  ]);
  assert.deepEqual(keysOf(lane.delivered), ['good@1']);
  assert.equal(lane.dead.length, 1);
  const reason = lane.dead[0]?.failure.message ?? '';
  assert.match(reason, /name/);
  assert.match(reason, /price/);
  assert.equal(lane.settlements[0]?.counts.deadLettered, 1);
});

test('a record that was checked against the lane’s schema before it was stored is not checked again; one checked against another is', async () => {
  const validate = compileValidator({ type: 'object', required: ['name'] });
  const lane = new LaneHarness({ validate, schemaId: 'this' });
  const checkedBy = ['this', 'another', null];
  await lane.drain([
    checkedBy.map((by, index) => ({
      ...{ kind: 'record', checkedBy: by },
      record: record(index + 1, `${by}`, 1),
    })),
  ]);
  assert.deepEqual(keysOf(lane.delivered), ['this@1']);
  assert.equal(lane.dead.length, 2);
});

test('bytes that are not a record are buried, and the lane continues', async () => {
  const lane = new LaneHarness();
  await lane.drain([
    [
      { kind: 'unreadable', seq: 1, storedAtMs: 0, raw: 'hello', reason: 'no JSON' },
      { kind: 'record', record: record(2, 'a', 1) },
    ],
  ]);
  assert.equal(lane.dead[0]?.failure.code, 'MESSAGE_UNREADABLE');
  assert.deepEqual(keysOf(lane.delivered), ['a@1']);
});

test('only the newest of several versions of state in a batch is delivered', async () => {
  const lane = new LaneHarness();
  await lane.drainRecords([record(1, 'a', 1), record(2, 'a', 3), record(3, 'a', 2)]);
  assert.deepEqual(keysOf(lane.delivered), ['a@3']);
  assert.equal(lane.settlements[0]?.counts.superseded, 2);
});

test('after a crash, no older version of state is delivered after a newer one that may have been delivered, however batches are cut', async () => {
  const lane = new LaneHarness();
  lane.start = { ...lane.start, inDoubt: true };
  const older = [record(1, 'a', 5), record(2, 'b', 1)];
  await lane.drainRecords(older, [record(3, 'a', 6)], [record(4, 'b', 2)]);
  const delivered = lane.delivered.flat().map(({ key, version }) => `${key}@${version}`);
  assert.deepEqual(delivered, ['a@6', 'b@2']);
  assert.equal(lane.settledSeq, 4);
  const superseded = lane.settlements.map(({ counts }) => counts.superseded);
  assert.deepEqual(superseded, [2, 0, 0]);
});

test('events of one key are all delivered, in order, never two in one call', async () => {
  const lane = new LaneHarness({ semantics: 'event' });
  await lane.drainRecords([record(1, 'a', 1), record(2, 'b', 1), record(3, 'a', 2)]);
  assert.deepEqual(
    lane.delivered.map((call) => keysOf([call])),
    [['a@1', 'b@1'], ['a@2']],
  );
  // The ledger stores each thing once, with its last event.
  assert.deepEqual(
    lane.settlements[0]?.records.map(({ version, seq }) => [version, seq]),
    [
      [2, 3],
      [1, 2],
    ],
  );
});

test('content that the target already holds is not written again; an older version is superseded', async () => {
  const lane = new LaneHarness();
  await lane.drainRecords(
    [record(1, 'a', 5, { name: 'Shoe' })],
    [record(2, 'a', 6, { name: 'Shoe' })],
    [record(3, 'a', 4, { name: 'Boot' })],
  );
  assert.deepEqual(keysOf(lane.delivered), ['a@5']);
  assert.deepEqual(
    lane.settlements.map(({ counts }) => counts),
    [
      { applied: 1, unchanged: 0, superseded: 0, echoed: 0, deadLettered: 0 },
      { applied: 0, unchanged: 1, superseded: 0, echoed: 0, deadLettered: 0 },
      { applied: 0, unchanged: 0, superseded: 1, echoed: 0, deadLettered: 0 },
    ],
  );
});

test('a record that the target refuses is a dead letter at once; one that fails for a temporary reason is tried again', async () => {
  const lane = new LaneHarness();
  const attempts = new Map<string, number>();
  lane.answer = ({ key }) => {
    const attempt = (attempts.get(key) ?? 0) + 1;
    attempts.set(key, attempt);
    if (key === 'refused') return refused('no such category');
    return key === 'busy' && attempt < 3 ? busy() : { kind: 'applied', externalId: key };
  };
  await lane.drainRecords([record(1, 'refused', 1), record(2, 'busy', 1), record(3, 'fine', 1)]);
  assert.deepEqual(Object.fromEntries(attempts), { refused: 1, busy: 3, fine: 1 });
  assert.equal(lane.dead[0]?.failure.message, 'no such category');
  assert.deepEqual(
    lane.settlements.map(({ counts }) => counts.applied),
    [1, 0, 1],
    'what went through was settled, while the other waited aside',
  );
});

test('a record that fails as often as its policy allows is a dead letter with its last reason', async () => {
  const lane = new LaneHarness({
    retry: { attempts: 3, initialMs: 1, factor: 1, maxMs: 1, jitter: 0 },
  });
  lane.answer = busy;
  await lane.drainRecords([record(1, 'a', 1)]);
  assert.equal(lane.dead[0]?.failure.code, 'ATTEMPTS_EXHAUSTED');
  assert.match(lane.dead[0]?.failure.message ?? '', /3 times.*locked/);
  assert.equal(lane.dead[0]?.attempts, 3);
});

test('when the target is unavailable, the lane stops, nothing is settled and no record is buried', async () => {
  const lane = new LaneHarness();
  lane.answer = () => Promise.reject(new Failure('TARGET_UNAVAILABLE', { message: 'down' }));
  await assert.rejects(lane.drainRecords([record(1, 'a', 1)]), { code: 'TARGET_UNAVAILABLE' });
  assert.deepEqual(lane.settlements, []);
  assert.deepEqual(lane.dead, []);
  assert.deepEqual(lane.acked, []);
});

test('a target that returns too few outcomes fails with CONTRACT_BROKEN, and nothing is settled', async () => {
  const lane = new LaneHarness({ target: { deliver: () => Promise.resolve([]) } });
  await assert.rejects(lane.drainRecords([record(1, 'a', 1)]), { code: 'CONTRACT_BROKEN' });
  assert.deepEqual(lane.settlements, []);
});

test('matching links one hit, creates without a hit, and buries an ambiguous one', async () => {
  const lane = new LaneHarness({ match: { targetField: 'sku', from: 'sku' } });
  lane.matches = { one: ['17'], two: ['18', '19'] };
  await lane.drainRecords([
    record(1, 'a', 1, { sku: 'one' }),
    record(2, 'b', 1, { sku: 'two' }),
    record(3, 'c', 1, { sku: 'none' }),
  ]);
  assert.deepEqual(
    lane.delivered.flat().map(({ key, externalId }) => [key, externalId]),
    [
      ['a', '17'],
      ['c', null],
    ],
  );
  assert.equal(lane.dead[0]?.failure.code, 'MATCH_AMBIGUOUS');
  assert.match(lane.dead[0]?.failure.message ?? '', /18, 19/);
});

test('a deleted thing is removed by its id even if the mapping cannot handle the rest of its document', async () => {
  const lane = new LaneHarness({
    map: ({ name }) => {
      if (name === undefined) throw new Failure('MAPPING_FAILED', { message: 'name is missing' });
      return { name };
    },
  });
  await lane.drainRecords(
    [record(1, 'a', 1, { name: 'Shoe' })],
    [record(2, 'a', 2, {}, 'delete')],
    [record(3, 'a', 3, { name: 'Shoe' })],
  );
  assert.deepEqual(
    lane.delivered.flat().map(({ operation, externalId }) => [operation, externalId]),
    [
      ['upsert', null],
      ['delete', 'a'],
      ['upsert', null],
    ],
  );
});

test('whatever the order of versions and however batches are cut, state ends at the newest version and counts add up', async () => {
  const history = fc.array(
    fc.record({ key: fc.constantFrom('a', 'b', 'c'), version: fc.integer({ min: 1, max: 6 }) }),
    { minLength: 1, maxLength: 30 },
  );
  await fc.assert(
    fc.asyncProperty(history, fc.integer({ min: 1, max: 7 }), async (changes, size) => {
      const lane = new LaneHarness();
      const target = new Map<string, number>();
      lane.answer = ({ key, version }) => {
        target.set(key, version);
        return { kind: 'applied', externalId: key };
      };
      const records = changes.map(({ key, version }, index) =>
        record(index + 1, key, version, { version }),
      );
      await lane.drainRecords(...chunk(records, size));
      for (const key of new Set(changes.map((change) => change.key))) {
        const newest = Math.max(
          ...changes.filter((one) => one.key === key).map((one) => one.version),
        );
        assert.equal(target.get(key), newest);
      }
      const settled = lane.settlements.flatMap(({ counts }) => Object.values(counts) as number[]);
      assert.equal(
        settled.reduce((sum, count) => sum + count, 0),
        records.length,
      );
    }),
    { numRuns: 300 },
  );
});

test('events reach the target in order per key, each once, wherever the lane is interrupted', async () => {
  const history = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 25 });
  const outages = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(history, fc.integer({ min: 1, max: 6 }), outages, async (keys, size, down) => {
      const lane = new LaneHarness({ semantics: 'event' });
      const journal: string[] = [];
      const held = new Map<string, number>();
      let calls = 0;
      lane.answer = ({ key, version }) => {
        if ((held.get(key) ?? 0) >= version) return { kind: 'unchanged', externalId: key };
        held.set(key, version);
        journal.push(`${key}@${version}`);
        calls++;
        if (down.includes(calls)) throw new Failure('TARGET_UNAVAILABLE', { message: 'cut' });
        return { kind: 'applied', externalId: key };
      };
      const records = keys.map((key, index) => record(index + 1, key, index + 1));
      for (let start = 0; start <= down.length; start++) {
        await lane.drainRecords(...chunk(records, size)).catch((error: unknown) => {
          assert.equal((error as Failure).code, 'TARGET_UNAVAILABLE');
        });
      }
      for (const key of new Set(keys)) {
        assert.deepEqual(
          journal.filter((entry) => entry.startsWith(`${key}@`)),
          records.filter((one) => one.key === key).map((one) => `${key}@${one.version}`),
        );
      }
      assert.equal(lane.settledSeq, records.length);
    }),
    { numRuns: 300 },
  );
});

function chunk<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size)
    chunks.push(items.slice(start, start + size));
  return chunks;
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import type { Delivery, Outcome } from '../../src/connector-api/index.ts';
import { Failure } from '../../src/domain/index.ts';
import { DueQueue } from '../../src/pipeline/due-queue.ts';
import { LaneHarness, record } from './support.ts';

const busy: Outcome = {
  kind: 'failed',
  failure: new Failure('TARGET_BUSY', { message: 'locked' }),
};
const applied = ({ key }: Delivery): Outcome => ({ kind: 'applied', externalId: key });
const quick = { attempts: 50, initialMs: 1, factor: 1, maxMs: 1, jitter: 0 };

/** A target that fails the first `times` attempts of each of these records (`key@version`). */
function failing(times: Readonly<Record<string, number>>) {
  const seen = new Map<string, number>();
  const order: string[] = [];
  const answer = (delivery: Delivery): Outcome => {
    const name = `${delivery.key}@${delivery.version}`;
    const attempt = (seen.get(name) ?? 0) + 1;
    seen.set(name, attempt);
    if (attempt <= (times[name] ?? 0)) return busy;
    order.push(name);
    return applied(delivery);
  };
  return { answer, order, seen };
}

test('later events of a key wait behind one that is tried again; those of other keys do not', async () => {
  const lane = new LaneHarness({ semantics: 'event', retry: quick });
  const { answer, order, seen } = failing({ 'a@1': 3 });
  lane.answer = answer;
  await lane.drainRecords(
    [record(1, 'a', 1), record(2, 'b', 1), record(3, 'a', 2)],
    [record(4, 'a', 3), record(5, 'b', 2)],
  );
  assert.deepEqual(
    order.filter((name) => name.startsWith('a')),
    ['a@1', 'a@2', 'a@3'],
  );
  assert.ok(order.indexOf('b@1') < order.indexOf('a@1'), 'another key goes first');
  assert.equal(seen.get('a@1'), 4);
  assert.equal(seen.get('a@2'), 1, 'waiting is no attempt');
  assert.equal(lane.parked.size, 0);
});

test('a parked record counts as parked until its end is committed', async () => {
  const lane = new LaneHarness({ retry: quick });
  lane.answer = failing({ 'a@1': 1 }).answer;
  const committing = Promise.withResolvers<void>();
  const commit = Promise.withResolvers<void>();
  lane.untilCommit = async () => {
    if (lane.delivered.length < 2) return;
    committing.resolve();
    await commit.promise;
  };
  const drained = lane.drainRecords([record(1, 'a', 1)]);
  await committing.promise;
  const parked = () => lane.batches.at(-1)?.parked().records;
  assert.equal(parked(), 1, 'delivered, but not committed');
  commit.resolve();
  await drained;
  assert.equal(parked(), 0);
});

test('a record that is due before its parking is committed is not overtaken', async () => {
  const lane = new LaneHarness({ semantics: 'event', retry: quick });
  const { answer, order } = failing({ 'a@1': 1 });
  lane.answer = answer;
  // A slow database: the commit takes longer than the wait for the retry.
  lane.untilCommit = () => wait(20);
  await lane.drainRecords([record(1, 'a', 1)], [record(2, 'b', 1)], [record(3, 'a', 2)]);
  assert.deepEqual(
    order.filter((name) => name.startsWith('a')),
    ['a@1', 'a@2'],
  );
});

test('a newer version of state replaces one that waits for its retry', async () => {
  const lane = new LaneHarness({ retry: { ...quick, initialMs: 60_000, maxMs: 60_000 } });
  const { answer, order } = failing({ 'a@1': 1 });
  lane.answer = answer;
  await lane.drainRecords([record(1, 'a', 1, { v: 1 })], [record(2, 'a', 2, { v: 2 })]);
  assert.deepEqual(order, ['a@2']);
  assert.equal(lane.parked.size, 0);
  const superseded = lane.settlements.map(({ counts }) => counts.superseded);
  assert.deepEqual(superseded, [0, 1], 'the older one is counted when it ends');
});

test('an older version of state does not replace a newer one that waits', async () => {
  const lane = new LaneHarness({ retry: quick });
  const { answer, order } = failing({ 'a@5': 2 });
  lane.answer = answer;
  await lane.drainRecords([record(1, 'a', 5, { v: 5 })], [record(2, 'a', 4, { v: 4 })]);
  assert.deepEqual(order, ['a@5']);
});

test('a wait that the target asks for takes precedence over the policy', async () => {
  const lane = new LaneHarness({ retry: { ...quick, initialMs: 60_000, maxMs: 60_000 } });
  const failure = new Failure('TARGET_BUSY', { message: 'locked', retryAfterMs: 5 });
  lane.answer = (delivery, call) => (call === 1 ? { kind: 'failed', failure } : applied(delivery));
  await lane.drainRecords([record(1, 'a', 1)]);
  assert.equal(lane.delivered.length, 2);
});

test('after a crash a parked state waits until newer versions that may have been delivered before have been read', async () => {
  const lane = new LaneHarness({ retry: quick });
  lane.answer = (_delivery, call) => {
    if (call > 1) throw new Failure('TARGET_UNAVAILABLE', { message: 'connection refused' });
    return busy;
  };
  await assert.rejects(lane.drainRecords([record(1, 'a', 1)]), { code: 'TARGET_UNAVAILABLE' });
  assert.deepEqual([...lane.parked.keys()], [1]);
  lane.start = { ...lane.start, inDoubt: true };
  lane.delivered.length = 0;
  lane.answer = applied;
  await lane.drainRecords([record(2, 'a', 2)]);
  assert.deepEqual(
    lane.delivered.flat().map(({ version }) => version),
    [2],
  );
  assert.equal(lane.parked.size, 0);
});

test('parked records keep their attempts over the end of a drain, and a dead letter lists all failed attempts', async () => {
  const lane = new LaneHarness({ retry: { ...quick, attempts: 3 } });
  lane.answer = (_delivery, call) => {
    if (call === 2) throw new Failure('TARGET_UNAVAILABLE', { message: 'down' });
    return busy;
  };
  await assert.rejects(lane.drainRecords([record(1, 'a', 1)]), { code: 'TARGET_UNAVAILABLE' });
  assert.equal(lane.parked.get(1)?.attempts, 1, 'the outage is no attempt');
  await lane.drainRecords([record(2, 'b', 1)]);
  const [letter] = lane.dead.filter(({ record: one }) => one?.key === 'a');
  assert.equal(letter?.attempts, 3);
  assert.deepEqual(
    letter?.history.map(({ code }) => code),
    ['TARGET_BUSY', 'TARGET_BUSY', 'TARGET_BUSY'],
  );
});

test('records of a paused key wait without an attempt; with state, only the newest version waits', async () => {
  const lane = new LaneHarness({ retry: quick });
  lane.pausedKeys = ['a'];
  await lane.drainRecords([record(1, 'a', 1), record(2, 'b', 1)], [record(3, 'a', 2, { v: 2 })]);
  assert.deepEqual(
    lane.delivered.flat().map(({ key }) => key),
    ['b'],
  );
  assert.deepEqual([...lane.parked.keys()], [3]);
  lane.pausedKeys = [];
  await lane.drainRecords([]);
  assert.deepEqual(
    lane.delivered.flat().map(({ key, version }) => `${key}@${version}`),
    ['b@1', 'a@2'],
  );
});

test('events of a paused key continue in order once it is resumed', async () => {
  const lane = new LaneHarness({ semantics: 'event', retry: quick });
  lane.pausedKeys = ['a'];
  await lane.drainRecords([record(1, 'a', 1), record(2, 'a', 2)], [record(3, 'a', 3)]);
  assert.deepEqual(lane.delivered, []);
  lane.pausedKeys = [];
  await lane.drainRecords([]);
  assert.deepEqual(
    lane.delivered.flat().map(({ version }) => version),
    [1, 2, 3],
  );
});

test('whatever fails, however often, and wherever the lane is interrupted: each event arrives once, in order per key, and every record ends once', async () => {
  const history = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 20 });
  const failures = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 20, maxLength: 20 });
  const cuts = fc.array(fc.integer({ min: 1, max: 15 }), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(
      history,
      failures,
      cuts,
      fc.integer({ min: 1, max: 6 }),
      fc.boolean(),
      async (keys, times, down, size, slow) => {
        const lane = new LaneHarness({ semantics: 'event', retry: quick });
        if (slow) lane.untilCommit = () => wait(3);
        const journal: string[] = [];
        const attempts = new Map<number, number>();
        let calls = 0;
        lane.answer = (delivery) => {
          const { key, version } = delivery;
          if (down.includes(++calls)) throw new Failure('TARGET_UNAVAILABLE', { message: 'cut' });
          const attempt = (attempts.get(version) ?? 0) + 1;
          attempts.set(version, attempt);
          if (attempt <= (times[version - 1] ?? 0)) return busy;
          if (journal.includes(`${key}@${version}`)) return { kind: 'unchanged', externalId: key };
          journal.push(`${key}@${version}`);
          return applied(delivery);
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
        assert.equal(ended(lane), records.length);
        assert.equal(lane.parked.size, 0);
      },
    ),
    { numRuns: 300 },
  );
});

test('whatever fails and how often, state ends at the newest version, never goes back, and every record ends once', async () => {
  const history = fc.array(
    fc.record({ key: fc.constantFrom('a', 'b'), version: fc.integer({ min: 1, max: 9 }) }),
    { minLength: 1, maxLength: 20 },
  );
  const failures = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 20, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(
      history,
      failures,
      fc.integer({ min: 1, max: 5 }),
      fc.boolean(),
      async (changes, times, size, slow) => {
        const lane = new LaneHarness({ retry: quick });
        if (slow) lane.untilCommit = () => wait(3);
        const held = new Map<string, number>();
        let calls = 0;
        lane.answer = (delivery) => {
          const { key, version } = delivery;
          if ((times[calls++ % times.length] ?? 0) > 1) return busy;
          assert.ok(version >= (held.get(key) ?? 0), 'a version went back');
          held.set(key, version);
          return applied(delivery);
        };
        const records = changes.map(({ key, version }, index) =>
          record(index + 1, key, version, { version }),
        );
        await lane.drainRecords(...chunk(records, size));
        for (const { key } of changes) {
          const own = changes.filter((one) => one.key === key).map((one) => one.version);
          const buried = lane.dead.filter(({ record: one }) => one?.key === key).length;
          if (buried === 0) assert.equal(held.get(key), Math.max(...own));
        }
        assert.equal(ended(lane), records.length);
      },
    ),
    { numRuns: 300 },
  );
});

test('a queue gives out what is due first, and of equal times what came first', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 })), (times) => {
      const queue = new DueQueue<number>();
      times.forEach((atMs, index) => queue.push(atMs, index));
      const taken: number[] = [];
      for (let next = queue.pop(); next; next = queue.pop()) taken.push(next.value);
      const order = [...times.entries()].sort(([, one], [, other]) => one - other);
      assert.deepEqual(
        taken,
        order.map(([index]) => index),
      );
    }),
  );
});

/** Returns the number of records that came to an end, from the counts of all settlements. */
function ended(lane: LaneHarness): number {
  return lane.settlements
    .flatMap(({ counts }) => Object.values(counts) as number[])
    .reduce((sum, count) => sum + count, 0);
}

function chunk<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size)
    chunks.push(items.slice(start, start + size));
  return chunks;
}

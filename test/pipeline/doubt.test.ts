import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import type { Delivery, Outcome } from '../../src/connector-api/index.ts';
import { Failure } from '../../src/domain/index.ts';
import type { StoredRecord } from '../../src/domain/index.ts';
import { compileValidator } from '../../src/pipeline/index.ts';
import { LaneHarness, record } from './support.ts';

const quick = { attempts: 50, initialMs: 1, factor: 1, maxMs: 1, jitter: 0 };
const validate = compileValidator({ type: 'object', required: ['name'] });
const versionsOf = (lane: LaneHarness) =>
  lane.delivered.flat().map(({ key, version }) => `${key}@${version}`);

/** A lane whose process died so often that it tries its next records one by one. */
function diedOften(overrides = {}): LaneHarness {
  const lane = new LaneHarness({ retry: quick, ...overrides });
  const suspicion = { fresh: 32, parked: 0, alone: {} };
  lane.start = { ...lane.start, starts: 5, suspicion, inDoubt: true };
  return lane;
}

test('a thing that was deleted is deleted again if the process may have written a newer version in between', async () => {
  const lane = new LaneHarness();
  await lane.drainRecords([record(1, 'a', 1), record(2, 'b', 1, { name: 'x' })]);
  await lane.drainRecords([record(3, 'a', 2, {}, 'delete')]);
  // The process dies when it has delivered the newer versions, and before it has settled them.
  lane.start = { ...lane.start, inDoubt: true };
  lane.delivered.length = 0;
  await lane.drainRecords([
    ...[record(4, 'a', 3), record(5, 'a', 4, {}, 'delete')],
    ...[record(6, 'b', 2, { name: 'y' }), record(7, 'b', 3, { name: 'x' })],
  ]);
  assert.deepEqual(versionsOf(lane), ['a@4', 'b@3']);
  // Without a doubtful version in between, nothing is sent again.
  await lane.drainRecords([record(8, 'a', 5, {}, 'delete'), record(9, 'b', 4, { name: 'x' })]);
  assert.deepEqual(versionsOf(lane), ['a@4', 'b@3']);
});

test('also if its target is busy or away at first, so that it is parked', async () => {
  for (const first of ['failed', 'unreached'] as const) {
    const lane = new LaneHarness({ retry: quick });
    await lane.drainRecords([record(1, 'b', 1, { name: 'x' })]);
    lane.start = { ...lane.start, inDoubt: true };
    const failure = new Failure('TARGET_BUSY', { message: 'locked' });
    let asked = 0;
    lane.answer = ({ key }): Outcome =>
      ++asked === 1 ? { kind: first, failure } : { kind: 'applied', externalId: key };
    const records = [record(2, 'b', 2, { name: 'y' }), record(3, 'b', 3, { name: 'x' })];
    await lane.drainRecords(records).catch(() => undefined);
    if (first === 'unreached') await lane.drainRecords(records);
    assert.deepEqual(versionsOf(lane), ['b@1', 'b@3', 'b@3'], first);
  }
});

test('while records go one by one, an older version of state is not delivered after a newer one that may have been delivered', async () => {
  const lane = diedOften();
  await lane.drainRecords(
    [record(1, 'a', 5), record(2, 'b', 1)],
    [record(3, 'a', 6), record(4, 'a', 4)],
  );
  assert.deepEqual(versionsOf(lane), ['b@1', 'a@6']);
  const alone = lane.suspicions.flatMap((noted) => Object.keys(noted.alone));
  assert.deepEqual(alone.slice(0, 4), ['1', '2', '3', '4'], 'each was tried alone');
  assert.equal(ended(lane), 4);
});

test('when the newest version breaks its schema, the newest valid one is delivered, and no older one after it', async () => {
  const lane = diedOften({ validate });
  const [good, bad] = [{ name: 'Shoe' }, {}];
  await lane.drainRecords([
    ...[record(1, 'a', 1, good), record(2, 'a', 3, good), record(3, 'a', 2, good)],
    ...[record(4, 'a', 4, bad), record(5, 'b', 1, good)],
  ]);
  assert.deepEqual(versionsOf(lane), ['b@1', 'a@3']);
  assert.equal(lane.parked.size, 0);
  assert.equal(ended(lane), 5);
});

test('no older version is delivered after a record that killed the process and may have been delivered', async () => {
  const lane = diedOften();
  lane.start = { ...lane.start, suspicion: { fresh: 1, parked: 0, alone: { 2: 3 } } };
  lane.settledSeq = 1;
  const waiting = { record: record(1, 'a', 1), dueAtMs: null, attempts: 0, history: [] };
  lane.parked.set(1, { ...waiting, deadLetterId: null });
  await lane.drainRecords([record(2, 'a', 2), record(3, 'b', 1)]);
  assert.deepEqual(versionsOf(lane), ['b@1']);
  assert.equal(lane.dead[0]?.failure.code, 'RECORD_POISONED');
  assert.equal(lane.settlements[0]?.counts.superseded, 1);
});

test('records in doubt are all read before any of them is tried, even if the lane has parked as many as it may', async () => {
  const lane = diedOften({ maxParked: 1 });
  await lane.drainRecords([
    ...[record(1, 'a', 1), record(2, 'b', 1), record(3, 'a', 2), record(4, 'b', 2)],
  ]);
  assert.deepEqual(versionsOf(lane), ['a@2', 'b@2']);
});

test('a drain that stops early leaves the records that it has not reached in doubt', async () => {
  const lane = new LaneHarness();
  lane.start = { ...lane.start, inDoubt: true };
  const stop = new AbortController();
  lane.untilCommit = () => Promise.resolve(stop.abort());
  const batches = [[record(1, 'a', 1)], [record(2, 'b', 1)], [record(3, 'a', 2)]];
  const messages = batches.map((some) =>
    some.map((one) => ({ kind: 'record', record: one }) as const),
  );
  await lane.drain(messages, { trial: false }, stop.signal);
  assert.ok(lane.settledSeq < 3);
  assert.deepEqual(lane.finishes, [true]);
  lane.untilCommit = () => Promise.resolve();
  await lane.drain(messages);
  assert.equal(lane.finishes.at(-1), false);
});

test('when the newest version comes first and breaks its schema, the versions after it are conflated too', async () => {
  const lane = diedOften({ validate });
  const [good, bad] = [{ name: 'Shoe' }, {}];
  await lane.drainRecords([
    ...[record(1, 'a', 3, bad), record(2, 'a', 1, good), record(3, 'b', 1, good)],
    record(4, 'a', 2, good),
  ]);
  assert.deepEqual(versionsOf(lane), ['b@1', 'a@2']);
});

/** How a drain ends early: the process dies, or the drain is stopped. */
interface End {
  readonly by: 'death' | 'order';
  /** The number of answers of the target, or of settlements, before it. */
  readonly after: number;
}

interface Story {
  readonly changes: readonly { key: string; version: number; valid: boolean; busy: boolean }[];
  readonly ends: readonly End[];
  /** The batch size of each drain. */
  readonly sizes: readonly number[];
  /** Index of the change that kills the process; beyond the last change for none. */
  readonly poison: number;
  /** Whether the process dies before the target has the record. */
  readonly inMapping: boolean;
  readonly slow: boolean;
}

const stories: fc.Arbitrary<Story> = fc.record({
  changes: fc.array(
    fc.record({
      key: fc.constantFrom('a', 'b'),
      version: fc.integer({ min: 1, max: 9 }),
      valid: fc.boolean(),
      busy: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  ),
  ends: fc.array(
    fc.record({
      by: fc.constantFrom('death' as const, 'order' as const),
      after: fc.integer({ min: 1, max: 6 }),
    }),
    // Fewer deaths than it takes to bury a harmless record.
    { maxLength: 4 },
  ),
  sizes: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 30, maxLength: 30 }),
  poison: fc.integer({ min: 0, max: 20 }),
  inMapping: fc.boolean(),
  slow: fc.boolean(),
});

/** A target that keeps no versions, and recognises repetitions by their idempotency key. */
class ForgetfulTarget {
  readonly journal: { readonly key: string; readonly version: number; readonly seq: number }[] = [];
  readonly #known = new Set<string>();

  take({ key, version, document, idempotencyKey }: Delivery): Outcome {
    if (!this.#known.has(idempotencyKey)) {
      this.#known.add(idempotencyKey);
      this.journal.push({ key, version, seq: Number(document.seq) });
    }
    return { kind: 'applied', externalId: key };
  }

  held(key: string): number | undefined {
    return this.journal.findLast((one) => one.key === key)?.version;
  }
}

/** Drains a lane until every record has ended, across all deaths. */
async function live(story: Story) {
  const { changes, ends, sizes, poison, inMapping, slow } = story;
  const records = changes.map(({ key, version, valid }, index) =>
    record(index + 1, key, version, { seq: index + 1, ...(valid ? { name: key } : {}) }),
  );
  const target = new ForgetfulTarget();
  const tried = new Set<number>();
  let isDead = false;
  const died = new Failure('TARGET_UNAVAILABLE', { message: 'the process died' });
  const die = () => {
    isDead = true;
    throw died;
  };
  const lane = new LaneHarness({
    retry: quick,
    validate,
    map: (document) => (inMapping && document.seq === poison + 1 ? die() : document),
  });
  for (let drain = 0; ; drain++) {
    assert.ok(drain < sizes.length, 'it dies for ever');
    const end = ends[drain];
    isDead = false;
    const stop = new AbortController();
    let [answers, settlements] = [0, 0];
    lane.answer = (delivery) => {
      const seq = Number(delivery.document.seq);
      if (changes[seq - 1]?.busy && !tried.has(seq)) {
        tried.add(seq);
        return { kind: 'failed', failure: new Failure('TARGET_BUSY', { message: 'locked' }) };
      }
      const outcome = target.take(delivery);
      if (seq === poison + 1 || (end?.by === 'death' && ++answers === end.after)) die();
      return outcome;
    };
    lane.untilCommit = async () => {
      if (slow) await wait(1);
      if (isDead) throw died;
      if (end?.by === 'order' && ++settlements === end.after) stop.abort();
    };
    lane.finishes.length = 0;
    const messages = chunk(records, sizes[drain] ?? 1).map((some) =>
      some.map((one) => ({ kind: 'record', record: one }) as const),
    );
    await lane.drain(messages, { trial: false }, stop.signal).catch((error: unknown) => {
      assert.ok(isDead, String(error));
    });
    if (isDead) lane.died();
    else lane.ended();
    if (!isDead && lane.settledSeq === records.length && lane.parked.size === 0) break;
  }
  return { lane, target, records };
}

test('wherever and however often the process dies, and however batches are cut: a target without versions never goes back, ends at the newest version, and the record that kills is found', async () => {
  await fc.assert(
    fc.asyncProperty(stories, async (story) => {
      const { lane, target, records } = await live(story);
      const { poison, changes } = story;
      const killer = changes[poison]?.valid ? records[poison] : undefined;
      for (const key of new Set(records.map((one) => one.key))) {
        const own = target.journal.filter((one) => one.key === key);
        own.forEach(({ version, seq }, index) => {
          const before = own[index - 1];
          // A record stored after the killer, of its key, may go back: it is unknown whether the killer was delivered.
          const isLost = killer?.key === key && seq > killer.seq;
          assert.ok(!before || isLost || version >= before.version, `${key} went back`);
        });
        const valid = records.filter((one) => one.key === key && changes[one.seq - 1]?.valid);
        const newest = Math.max(...valid.map(({ version }) => version));
        if (valid.length > 0 && killer?.key !== key) assert.equal(target.held(key), newest);
      }
      const poisoned = lane.dead.filter(({ failure }) => failure.code === 'RECORD_POISONED');
      for (const { record: one } of poisoned) assert.equal(one?.seq, killer?.seq);
      assert.equal(ended(lane), records.length);
    }),
    { numRuns: 400 },
  );
});

/** Returns the number of records that came to an end, from the counts of all settlements. */
function ended(lane: LaneHarness): number {
  return lane.settlements
    .flatMap(({ counts }) => Object.values(counts) as number[])
    .reduce((sum, count) => sum + count, 0);
}

function chunk(records: readonly StoredRecord[], size: number): StoredRecord[][] {
  const chunks: StoredRecord[][] = [];
  for (let start = 0; start < records.length; start += size)
    chunks.push(records.slice(start, start + size));
  return chunks;
}

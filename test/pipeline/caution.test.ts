import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Failure, Mutex } from '../../src/domain/index.ts';
import type { StoredRecord } from '../../src/domain/index.ts';
import type { Semantics } from '../../src/pipeline/index.ts';
import { LaneHarness, record } from './support.ts';

function records(count: number, behindSeq = 0): StoredRecord[] {
  return Array.from({ length: count }, (_, index) => {
    const seq = behindSeq + index + 1;
    return record(seq, `k${seq}`, 1);
  });
}

/** A lane whose process has died so often at one position that it is careful. */
function careful(lane = new LaneHarness()): LaneHarness {
  lane.start = { ...lane.start, starts: 3 };
  return lane;
}

const sizesOf = (lane: LaneHarness) => lane.delivered.map((call) => call.length);

test('a harmless lane that begins for the third time at one position is through 4,000 records in six batches', async () => {
  const lane = careful();
  await lane.drainRecords(records(6_000));
  assert.deepEqual(sizesOf(lane).slice(0, 6), [1, 32, 1_000, 1_000, 1_000, 1_000]);
  assert.deepEqual(
    lane.suspicions.map((noted) => noted.fresh),
    [1, 32, 1_000, 1_000, 1_000, 1_000],
    'after that nothing has to be noted any more',
  );
  assert.equal(lane.settledSeq, 6_000);
});

test('a batch in which the process died is tried in parts, and no batch behind it gets near its size', async () => {
  const lane = careful();
  lane.start = { ...lane.start, suspicion: { fresh: 100, parked: 0, alone: {} } };
  await lane.drainRecords(records(300));
  const parts = Array.from({ length: 25 }, () => 4);
  assert.deepEqual(sizesOf(lane).slice(0, 29), [...parts, 50, 50, 50, 50]);
});

test('while fresh records are tried, what is suspected of parked ones stays noted', async () => {
  const lane = careful();
  lane.settledSeq = 40;
  for (const one of records(40)) park(lane, one);
  lane.start = { ...lane.start, suspicion: { fresh: 0, parked: 40, alone: {} } };
  await lane.drainRecords(records(2, 40));
  const noted = lane.suspicions.slice(0, 4).map(({ fresh, parked }) => [fresh, parked]);
  // A parked batch and a fresh one take turns.
  assert.deepEqual(noted, [
    [0, 2],
    [1, 38],
    [0, 2],
    [1, 36],
  ]);
});

test('a record that was alone on the path three times when the process died is buried without another attempt; the others are delivered', async () => {
  const seen: string[] = [];
  const lane = careful(
    new LaneHarness({
      map: (document, { key }) => {
        seen.push(key);
        return document;
      },
    }),
  );
  lane.settledSeq = 1;
  lane.start = { ...lane.start, suspicion: { fresh: 1, parked: 0, alone: { 2: 3 } } };
  await lane.drainRecords(records(3));
  assert.deepEqual(seen, ['k3'], 'not even the mapping saw it');
  assert.deepEqual(
    lane.dead.map(({ record: one, failure }) => [one?.key, failure.code]),
    [['k2', 'RECORD_POISONED']],
  );
  assert.equal(lane.settledSeq, 3);
});

test('a careful lane examines no record while another batch is on its path', async () => {
  const story: string[] = [];
  const lane = careful(
    new LaneHarness({
      validate: (document) => {
        story.push(`validate ${String(Number(document.seq))}`);
        return null;
      },
    }),
  );
  lane.settledSeq = 1;
  park(lane, record(1, 'k1', 1));
  lane.answer = ({ document, key }) => {
    story.push(`deliver ${String(Number(document.seq))}`);
    return { kind: 'applied', externalId: key };
  };
  lane.untilCommit = () => Promise.resolve(void story.push('settle'));
  await lane.drainRecords(records(1, 1));
  const path = (seq: number) => [`validate ${seq}`, `deliver ${seq}`, 'settle'];
  assert.deepEqual(story, [...path(1), ...path(2)]);
});

test('of lanes that may have killed the process, one tries its batch at a time; an interrupted one lets the next go on', async () => {
  const suspects = new Mutex();
  const suspect = () => {
    const lane = careful(new LaneHarness({ suspects }));
    lane.start = { ...lane.start, suspicion: { fresh: 1, parked: 0, alone: { 1: 1 } } };
    return lane;
  };
  const [slow, next] = [suspect(), suspect()];
  const asked = Promise.withResolvers<void>();
  const stop = new AbortController();
  slow.answer = () => {
    asked.resolve();
    return new Promise((_resolve, reject) => {
      stop.signal.addEventListener('abort', () => reject(stop.signal.reason as Error));
    });
  };
  const log = records(1).map((one) => ({ kind: 'record', record: one }) as const);
  const first = slow.drain([log], { trial: false }, stop.signal);
  await asked.promise;
  const second = next.drain([log]);
  // Another lane is harmless as far as is known: it waits for nobody.
  const harmless = careful(new LaneHarness({ suspects }));
  await harmless.drain([log]);
  assert.deepEqual([harmless.settledSeq, next.suspicions], [1, []]);
  stop.abort();
  await first;
  await second;
  assert.deepEqual([slow.settledSeq, next.settledSeq], [0, 1]);
});

interface Story {
  readonly fresh: number;
  readonly parked: number;
  /** Seqs of the records that kill; those of parked records come first. */
  readonly killers: ReadonlySet<number>;
  readonly semantics: Semantics;
  /** By drain, the call of the target in which it is killed from outside; null for none. */
  readonly kills: readonly (number | null)[];
}

const stories: fc.Arbitrary<Story> = fc
  .record({
    fresh: fc.integer({ min: 0, max: 1_200 }),
    parked: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 300 })),
    semantics: fc.constantFrom<Semantics>('state', 'event'),
    kills: fc.array(fc.option(fc.integer({ min: 1, max: 40 })), { maxLength: 3 }),
  })
  .filter(({ fresh, parked }) => fresh + parked > 0)
  .chain((story) =>
    fc
      .uniqueArray(fc.integer({ min: 1, max: story.fresh + story.parked }), { maxLength: 2 })
      .map((seqs) => ({ ...story, killers: new Set(seqs) })),
  );

/** Drains a lane until every record has ended, across all deaths. */
async function live({ fresh, parked, killers, semantics, kills }: Story) {
  const arrived: number[] = [];
  let isDead = false;
  const die = () => {
    isDead = true;
    throw new Failure('TARGET_UNAVAILABLE', { message: 'the process died' });
  };
  const lane = new LaneHarness({
    semantics,
    map: (document) => (killers.has(Number(document.seq)) ? die() : document),
  });
  lane.settledSeq = parked;
  for (const one of records(parked)) park(lane, one);
  lane.untilCommit = () => (isDead ? Promise.reject(new Error('dead')) : Promise.resolve());
  const log = records(fresh, parked).map((one) => ({ kind: 'record', record: one }) as const);
  for (let deaths = 0; ; deaths++) {
    assert.ok(deaths < 50, 'it dies for ever');
    isDead = false;
    const before = lane.delivered.length;
    lane.answer = ({ document, key }, call) => {
      if (call - before === kills[deaths]) die();
      arrived.push(Number(document.seq));
      return { kind: 'applied', externalId: key };
    };
    await lane.drain([log]).catch((error: unknown) => assert.ok(isDead, String(error)));
    if (!isDead) return { lane, deaths, arrived };
    lane.died();
  }
}

test('wherever the records that kill are, parked or not, each is found within ten deaths, and nothing else is lost', async () => {
  await fc.assert(
    fc.asyncProperty(stories, async (story) => {
      const { lane, deaths, arrived } = await live(story);
      const { killers, fresh, parked, kills } = story;
      const dead = lane.dead.map(({ record: one, failure }) => [one?.seq, failure.code]);
      const poisoned = [...killers].map((seq) => [seq, 'RECORD_POISONED']);
      assert.deepEqual(
        new Map(dead as [number, string][]),
        new Map(poisoned as [number, string][]),
      );
      assert.equal(new Set(arrived).size, fresh + parked - killers.size);
      const outside = kills.filter((call) => call !== null).length;
      // A kill from outside behind a settled batch makes the lane begin its search anew.
      assert.ok(deaths <= 10 * killers.size + 5 * outside, `${deaths} deaths`);
    }),
    { numRuns: 100 },
  );
});

function park(lane: LaneHarness, one: StoredRecord): void {
  const parked = { record: one, dueAtMs: 0, attempts: 1, history: [], deadLetterId: null };
  lane.parked.set(one.seq, parked);
}

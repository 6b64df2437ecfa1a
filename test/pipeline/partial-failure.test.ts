import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Delivery, Outcome } from '../../src/connector-api/index.ts';
import { Failure } from '../../src/domain/index.ts';
import { LaneHarness, record } from './support.ts';

const applied = ({ key }: Delivery): Outcome => ({ kind: 'applied', externalId: key });
const away = () => new Failure('TARGET_UNAVAILABLE', { message: 'connection refused' });

function records(count: number) {
  return Array.from({ length: count }, (_, index) => record(index + 1, `k${index + 1}`, 1));
}

test('a batch refused as a whole is halved until the three bad records among 500 are found; the rest is applied', async () => {
  const poisoned = new Set(['k17', 'k18', 'k400']);
  let calls = 0;
  const deliver = (deliveries: readonly Delivery[]): Promise<Outcome[]> => {
    calls++;
    const bad = deliveries.find(({ key }) => poisoned.has(key));
    if (bad) {
      const message = `row ${bad.key} violates check "price"`;
      return Promise.reject(new Failure('TARGET_REFUSED', { message }));
    }
    return Promise.resolve(deliveries.map(applied));
  };
  const lane = new LaneHarness({ target: { deliver } });
  await lane.drainRecords(records(500));
  assert.equal(lane.settlements[0]?.counts.applied, 497);
  assert.deepEqual(
    lane.dead.map(({ record: one, failure }) => [one?.key, failure.message]),
    [...poisoned].map((key) => [key, `row ${key} violates check "price"`]),
  );
  assert.ok(calls <= 1 + 3 * 2 * Math.ceil(Math.log2(500)), `${calls} calls`);
});

test('when the target becomes unavailable during a batch, what it accepted is settled and the rest waits without an attempt', async () => {
  const lane = new LaneHarness();
  lane.answer = (delivery, call) =>
    call === 1 && delivery.key !== 'k1'
      ? { kind: 'unreached', failure: away() }
      : applied(delivery);
  await assert.rejects(lane.drainRecords(records(3)), { code: 'TARGET_UNAVAILABLE' });
  assert.equal(lane.settledSeq, 3);
  assert.deepEqual(
    [...lane.parked.values()].map(({ record: { key }, attempts }) => [key, attempts]),
    [
      ['k2', 0],
      ['k3', 0],
    ],
  );
  await lane.drainRecords([record(4, 'k4', 1)]);
  const delivered = lane.delivered.flat().map(({ key }) => key);
  assert.equal(
    delivered.filter((key) => key === 'k1').length,
    1,
    'what went through is not sent again',
  );
  assert.equal(lane.parked.size, 0);
  assert.deepEqual(lane.dead, []);
});

test('a record whose thing was changed in the target meanwhile is delivered again without counting an attempt; the rest is settled', async () => {
  const lane = new LaneHarness();
  lane.answer = (delivery, call) =>
    call === 1 && delivery.key === 'k2' ? { kind: 'changed' } : applied(delivery);
  await lane.drainRecords(records(3));
  assert.equal(lane.settlements[0]?.counts.applied, 2);
  assert.deepEqual(
    lane.delivered.flat().map(({ key }) => key),
    ['k1', 'k2', 'k3', 'k2'],
  );
  const [waiting] = lane.settlements.flatMap(({ aside }) => aside?.parked ?? []);
  assert.equal(waiting?.attempts, 0);
  assert.deepEqual([lane.parked.size, lane.dead.length], [0, 0]);
});

test('a delivery whose outcome was lost is marked as repeated the next time; a first delivery is not', async () => {
  const lane = new LaneHarness();
  lane.answer = (delivery, call) => {
    if (call === 1) throw away();
    return applied(delivery);
  };
  await assert.rejects(lane.drainRecords([record(1, 'a', 1)]), { code: 'TARGET_UNAVAILABLE' });
  assert.deepEqual(lane.finishes, [true], 'the lane remembers that it is in doubt');
  lane.start = { ...lane.start, inDoubt: true };
  await lane.drainRecords([record(1, 'a', 1)]);
  assert.deepEqual(
    lane.delivered.flat().map(({ repeated }) => repeated),
    [false, true],
  );
  assert.equal(lane.finishes.at(-1), false, 'what was settled is in doubt no more');
});

test('a newer version of a thing that may have been created is marked as repeated too', async () => {
  const lane = new LaneHarness();
  const busy = new Failure('TARGET_BUSY', { message: 'locked', retryAfterMs: 60_000 });
  lane.answer = (delivery, call) =>
    call === 1 ? { kind: 'failed', failure: busy } : applied(delivery);
  await lane.drainRecords([record(1, 'a', 1), record(2, 'a', 2)], [record(3, 'a', 3)]);
  assert.deepEqual(
    lane.delivered.flat().map(({ version, repeated }) => [version, repeated]),
    [
      [2, false],
      [3, true],
    ],
  );
});

for (const semantics of ['state', 'event'] as const) {
  for (const settled of [false, true]) {
    const how = settled ? 'beside one that is settled' : 'alone';
    test(`a record of ${semantics} that was tried ${how} and may have reached the target is marked as repeated, however long its key is paused meanwhile`, async () => {
      const lane = new LaneHarness({ semantics });
      const batch = settled ? [record(1, 'b', 1), record(2, 'a', 1)] : [record(2, 'a', 1)];
      lane.answer = (one) => {
        if (!settled) throw away();
        return one.key === 'a' ? { kind: 'unreached', failure: away() } : applied(one);
      };
      await assert.rejects(lane.drainRecords(batch), { code: 'TARGET_UNAVAILABLE' });
      lane.answer = applied;
      lane.pausedKeys = ['a'];
      for (const other of [3, 4]) {
        lane.ended();
        await lane.drainRecords([...batch, record(other, `other${other}`, 1)]);
        assert.equal(lane.parked.get(2)?.attempts, 0);
      }
      lane.ended();
      lane.pausedKeys = [];
      await lane.drainRecords([record(5, 'b', 2)]);
      const ofKey = lane.delivered.flat().filter(({ key }) => key === 'a');
      assert.deepEqual(
        ofKey.map(({ repeated }) => repeated),
        [false, true],
      );
    });
  }
}

test('an event that may have reached the target is in doubt no more once it has been delivered again', async () => {
  const lane = new LaneHarness({ semantics: 'event' });
  lane.answer = () => ({ kind: 'unreached', failure: away() });
  await assert.rejects(lane.drainRecords([record(1, 'a', 1)]), { code: 'TARGET_UNAVAILABLE' });
  lane.answer = applied;
  lane.ended();
  await lane.drainUntilRest([record(2, 'b', 1)], { trial: false, restAfterMs: 1 });
  assert.deepEqual(lane.finishes, [true, false]);
});

test('in a trial one record is delivered first, and the rest only after it succeeded', async () => {
  const lane = new LaneHarness();
  await lane.drain([records(5).map((one) => ({ kind: 'record', record: one }))], { trial: true });
  assert.deepEqual(
    lane.delivered.map((call) => call.length),
    [1, 4],
  );
});

test('a trial that fails has tried a single record', async () => {
  const lane = new LaneHarness();
  lane.answer = () => {
    throw away();
  };
  const batch = records(5).map((one) => ({ kind: 'record' as const, record: one }));
  await assert.rejects(lane.drain([batch], { trial: true }), { code: 'TARGET_UNAVAILABLE' });
  assert.deepEqual(
    lane.delivered.map((call) => call.length),
    [1],
  );
});

test('what a target accepted before it became unavailable is not sent again, also between the versions of an event', async () => {
  const lane = new LaneHarness({ semantics: 'event' });
  lane.answer = (delivery) => {
    if (delivery.version === 2) throw away();
    return applied(delivery);
  };
  const versions = [1, 2, 3].flatMap((version) =>
    ['a', 'b'].map((key, nth) => record(2 * version + nth - 1, key, version)),
  );
  await assert.rejects(lane.drainRecords(versions), { code: 'TARGET_UNAVAILABLE' });
  lane.answer = applied;
  lane.ended();
  await lane.drain([]);
  const sent = lane.delivered.flat().filter(({ key }) => key === 'a');
  assert.deepEqual(
    sent.map(({ version, repeated }) => [version, repeated]),
    [1, 2, 2, 3].map((version, nth) => [version, nth >= 2]),
  );
});

test('the record of a trial that the target accepted is not sent again when the rest of its batch finds it unavailable', async () => {
  const lane = new LaneHarness();
  lane.answer = (delivery, call) => {
    if (call === 2) throw away();
    return applied(delivery);
  };
  const batch = records(3).map((one) => ({ kind: 'record' as const, record: one }));
  await assert.rejects(lane.drain([batch], { trial: true }), { code: 'TARGET_UNAVAILABLE' });
  lane.ended();
  await lane.drain([]);
  assert.equal(lane.delivered.flat().filter(({ key }) => key === 'k1').length, 1);
  assert.equal(lane.applied.size, 3);
});

test('what a trial has not tried, because its only record had no known outcome, is tried later', async () => {
  const lane = new LaneHarness();
  lane.answer = () => ({ kind: 'unreached', failure: away() });
  const batch = records(3).map((one) => ({ kind: 'record' as const, record: one }));
  await assert.rejects(lane.drain([batch], { trial: true }), { code: 'TARGET_UNAVAILABLE' });
  lane.answer = applied;
  lane.ended();
  await lane.drain([]);
  assert.deepEqual(lane.delivered.flatMap((call) => call.map(({ key }) => key)).toSorted(), [
    ...['k1', 'k1', 'k2', 'k3'],
  ]);
});

test('an answer that looks like an outage is reported to the circuit', async () => {
  const told: [number, string[]][] = [];
  const lane = new LaneHarness({
    retry: { attempts: 2, initialMs: 1, factor: 1, maxMs: 1, jitter: 0 },
    onAnswered: ({ succeeded, failures }) =>
      void told.push([succeeded, failures.map(({ code }) => code)]),
  });
  lane.answer = (delivery, call) => {
    const code = delivery.key === 'k1' ? 'TARGET_BUSY' : 'TARGET_REFUSED';
    if (delivery.key === 'k3' || call > 1) return applied(delivery);
    return { kind: 'failed', failure: new Failure(code, { message: 'no' }) };
  };
  await lane.drainRecords(records(3));
  assert.deepEqual(told, [
    [2, ['TARGET_BUSY']],
    [1, []],
  ]);
});

test('a record for which the target returns an id that cannot be stored becomes a dead letter; the rest is applied', async () => {
  const lane = new LaneHarness();
  const unfit = new Map([
    ['k1', 'x'.repeat(2_601)],
    ['k2', 'half \0'],
    ['k3', ''],
  ]);
  lane.answer = ({ key }) => ({ kind: 'applied', externalId: unfit.get(key) ?? key });
  await lane.drainRecords(records(4));
  assert.equal(lane.settlements[0]?.counts.applied, 1);
  assert.deepEqual(
    lane.dead.map(({ record: one, failure }) => [one?.key, failure.code]),
    [...unfit.keys()].map((key) => [key, 'TARGET_REFUSED']),
  );
  assert.match(lane.dead[0]?.failure.message ?? '', /an id of 2601 bytes.*1 to 2600/);
});

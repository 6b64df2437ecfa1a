import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { Failure } from '../../src/domain/index.ts';
import { LaneHarness, record } from './support.ts';

const restSoon = { trial: false, restAfterMs: 5 };
const busy = {
  kind: 'failed' as const,
  failure: new Failure('TARGET_BUSY', { message: 'locked' }),
};

test('a lane rests when no record has come for a while, with everything settled and nothing in doubt', async () => {
  const lane = new LaneHarness();
  await lane.drainUntilRest([record(1, 'a', 1), record(2, 'b', 1)], restSoon);
  assert.equal(lane.settledSeq, 2);
  assert.deepEqual(lane.acked, [2]);
  assert.deepEqual(lane.finishes, [false]);
});

test('a lane whose log is not read to its end does not rest', async () => {
  const lane = new LaneHarness();
  lane.atEnd = false;
  const rested = lane.drainUntilRest([record(1, 'a', 1)], restSoon).then(() => 'rested');
  assert.equal(await Promise.race([rested, setTimeout(50, 'awake')]), 'awake');
  lane.atEnd = true;
  assert.equal(await rested, 'rested');
});

test('a lane with a record that waits for its next attempt does not rest before that attempt succeeded', async () => {
  const lane = new LaneHarness({
    retry: { attempts: 5, initialMs: 40, maxMs: 40, factor: 1, jitter: 0 },
  });
  lane.answer = (delivery, call) =>
    call === 1 ? busy : { kind: 'applied', externalId: delivery.key };
  await lane.drainUntilRest([record(1, 'a', 1)], restSoon);
  assert.equal(lane.delivered.length, 2);
  assert.equal(lane.parked.size, 0);
});

test('a lane that would rest reports that its last settlement failed', async () => {
  const lane = new LaneHarness();
  lane.untilCommit = () =>
    Promise.reject(new Failure('STORE_UNAVAILABLE', { message: 'no answer' }));
  await assert.rejects(lane.drainUntilRest([record(1, 'a', 1)], restSoon), {
    code: 'STORE_UNAVAILABLE',
  });
});

test('a drain that cannot open its log ends normally, so that an outage does not look like a process that died', async () => {
  const away = new Failure('BUS_UNAVAILABLE', { message: 'away' });
  const lane = new LaneHarness({ openReader: () => Promise.reject(away) });
  await assert.rejects(lane.drainRecords([record(1, 'a', 1)]), away);
  lane.start = { ...lane.start, inDoubt: true };
  await assert.rejects(lane.drainRecords([record(1, 'a', 1)]), away);
  assert.deepEqual(lane.finishes, [false, true], 'what was in doubt still is');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LaneStatus } from '../../src/domain/index.ts';
import { Trends } from '../../src/runtime/trends.ts';
import { settledPerMinute } from '../../src/web/pages/lane/series.ts';
import { productsToShop } from '../support/fake-hub.ts';

const EVERY_MS = 5_000;
const HOUR_OF_POINTS = 720;
const { applied, unchanged, superseded, deadLettered } = productsToShop.counts;
const settled = applied + unchanged + superseded + deadLettered;
const subscribe = () => () => undefined;

test('a trend contains the last hour and the moment of the request, and no more', () => {
  let lane: LaneStatus = productsToShop;
  const trends = new Trends({ lanes: () => [lane], subscribe });
  for (let nth = 1; nth <= HOUR_OF_POINTS + 10; nth++) {
    lane = { ...lane, backlog: nth, parked: 0, oldestWaitingMs: nth % 2 ? null : nth };
    trends.take(nth * EVERY_MS);
  }
  const trend = trends.of(lane.name, (HOUR_OF_POINTS + 10) * EVERY_MS);
  assert.ok(trend);
  assert.equal(trend.atMs.length, HOUR_OF_POINTS + 1);
  assert.deepEqual(trend.waiting.slice(0, 2), [11, 12]);
  assert.deepEqual(trend.oldestWaitingMs.slice(0, 2), [0, 12]);
  assert.deepEqual(trend.waiting.slice(-2), [730, 730]);
  assert.deepEqual(new Set(trend.settled), new Set([settled]));
});

test('while nothing changes no points are kept, and a change is shown to begin when it happened', () => {
  let lane: LaneStatus = { ...productsToShop, backlog: 0, parked: 0, oldestWaitingMs: null };
  const trends = new Trends({ lanes: () => [lane], subscribe });
  const hours = (count: number) => count * 3_600_000;
  for (let atMs = 0; atMs <= hours(2); atMs += EVERY_MS) trends.take(atMs);
  assert.deepEqual(trends.of(lane.name, hours(2))?.atMs, [hours(1), hours(2)]);
  lane = { ...lane, backlog: 7 };
  const changedAtMs = hours(2) + EVERY_MS;
  trends.take(changedAtMs);
  const trend = trends.of(lane.name, hours(2.5));
  assert.deepEqual(trend?.atMs, [hours(1.5), hours(2), changedAtMs, hours(2.5)]);
  assert.deepEqual(trend.waiting, [0, 0, 7, 7]);
});

test('a trend begins when the hub does, and counts echoes as the lane does', async () => {
  const counts = { applied: 1, unchanged: 2, superseded: 3, echoed: 0, deadLettered: 5 };
  let lane: LaneStatus = { ...productsToShop, counts };
  const trends = new Trends({ lanes: () => [lane], subscribe });
  const stop = new AbortController();
  const kept = trends.keep(stop.signal);
  lane = { ...lane, counts: { ...counts, echoed: 40 } };
  assert.deepEqual(trends.of(lane.name)?.settled, [11, 51]);
  stop.abort();
  await kept;
});

test('a lane that was removed from the configuration leaves nothing behind', () => {
  let lanes: readonly LaneStatus[] = [productsToShop];
  const trends = new Trends({ lanes: () => lanes, subscribe });
  trends.take(1);
  lanes = [{ ...productsToShop, name: 'other/shop' }];
  trends.take(2);
  assert.equal(trends.of(productsToShop.name), null);
  lanes = [productsToShop];
  assert.equal(trends.of(productsToShop.name)?.atMs.length, 1, 'its trend starts again');
});

test('the plot counts the records of the minute before each moment, also where a trend left moments out', () => {
  const at = (seconds: number) => seconds * 1_000;
  const waiting = [0, 0, 0, 0, 0];
  const { atMs, values } = settledPerMinute({
    // A burst of 300 within ten seconds, then nothing, then a lane that was recreated.
    ...{ atMs: [at(0), at(5), at(10), at(195), at(200)], settled: [100, 200, 400, 400, 7] },
    ...{ waiting, oldestWaitingMs: waiting },
  });
  const told = new Map(atMs.map((moment, index) => [moment, values[index]]));
  assert.equal(atMs.length, 41);
  assert.deepEqual(
    [0, 5, 10, 60, 65, 70, 75, 200].map((seconds) => told.get(at(seconds))),
    [0, 100, 300, 300, 200, 0, 0, 0],
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LaneStatus } from '../../src/domain/index.ts';
import { Trends } from '../../src/runtime/trends.ts';
import { productsToShop } from '../support/fake-hub.ts';

const HOUR_OF_POINTS = 720;
const { applied, unchanged, superseded, deadLettered } = productsToShop.counts;
const settled = applied + unchanged + superseded + deadLettered;

test('a trend holds the last hour and the moment it is asked, and no more', () => {
  let lane: LaneStatus = productsToShop;
  const trends = new Trends(() => [lane]);
  for (let nth = 1; nth <= HOUR_OF_POINTS + 10; nth++) {
    lane = { ...lane, backlog: nth, parked: 0, oldestWaitingMs: nth % 2 ? null : nth };
    trends.take(nth);
  }
  const trend = trends.of(lane.name);
  assert.ok(trend);
  assert.equal(trend.atMs.length, HOUR_OF_POINTS + 1);
  assert.deepEqual(trend.waiting.slice(0, 2), [11, 12]);
  assert.deepEqual(trend.oldestWaitingMs.slice(0, 2), [0, 12]);
  assert.deepEqual(trend.waiting.slice(-2), [730, 730]);
  assert.deepEqual(new Set(trend.settled), new Set([settled]));
});

test('a lane that is configured no more leaves nothing behind', () => {
  let lanes: readonly LaneStatus[] = [productsToShop];
  const trends = new Trends(() => lanes);
  trends.take(1);
  lanes = [{ ...productsToShop, name: 'other/shop' }];
  trends.take(2);
  assert.equal(trends.of(productsToShop.name), null);
  lanes = [productsToShop];
  assert.equal(trends.of(productsToShop.name)?.atMs.length, 1, 'it begins anew');
});

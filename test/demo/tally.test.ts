import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTally } from '../../ops/demo/tally.ts';
import type { LaneStatus, StreamStatus } from '../../src/domain/index.ts';
import type { RunningHub } from '../../src/runtime/hub.ts';
import { FakeHub, products, productsToShop } from '../support/fake-hub.ts';

const STARTED_AT_MS = Date.UTC(2026, 0, 6);
const kept = { applied: 100, unchanged: 20, superseded: 3, echoed: 0, deadLettered: 1 };

test('counts what a lane did since the start, not what it did before', () => {
  const hub = new Statuses(
    { counts: kept, settledPerMinute: 0, lastSettledAtMs: STARTED_AT_MS - 2_300 },
    { lastRun: null, totals: { read: 130, stored: 124, skipped: 0, rejected: 6 } },
  );
  const tally = startTally(hub, STARTED_AT_MS);
  hub.change(
    { counts: { ...kept, applied: 140 }, lastSettledAtMs: STARTED_AT_MS + 800 },
    { totals: { read: 192, stored: 184, skipped: 0, rejected: 8 } },
  );
  const [one] = tally();
  assert.deepEqual(one?.counts, {
    applied: 40,
    unchanged: 0,
    superseded: 0,
    echoed: 0,
    deadLettered: 0,
  });
  assert.deepEqual([one.rejected, one.records, one.waiting, one.tookMs], [2, 42, 20, 800]);
});

test('reports no duration for a lane that has settled nothing since the start', () => {
  const hub = new Statuses(
    { counts: kept, settledPerMinute: 0, lastSettledAtMs: STARTED_AT_MS - 2_300 },
    { lastRun: null },
  );
  const [one] = startTally(hub, STARTED_AT_MS)();
  assert.deepEqual([one?.records, one?.tookMs], [0, null]);
});

test('counts from zero when the first run has already begun', () => {
  const hub = new Statuses(
    {
      counts: { applied: 30, unchanged: 0, superseded: 0, echoed: 0, deadLettered: 0 },
      settledPerMinute: 30,
      lastSettledAtMs: STARTED_AT_MS + 50,
    },
    {
      totals: { read: 51, stored: 50, skipped: 0, rejected: 1 },
      lastRun: {
        startedAtMs: STARTED_AT_MS + 10,
        finishedAtMs: null,
        read: 51,
        stored: 50,
        skipped: 0,
        rejected: 1,
      },
    },
  );
  const [one] = startTally(hub, STARTED_AT_MS)();
  assert.deepEqual([one?.records, one?.rejected, one?.waiting, one?.tookMs], [31, 1, 20, 50]);
});

/** A hub of one stream and one lane, of which only the statuses matter. */
class Statuses extends FakeHub implements RunningHub {
  readonly grpcAddress = '127.0.0.1:1';
  readonly httpAddress = '127.0.0.1:1';
  readonly displaced = new AbortController().signal;
  #lane: LaneStatus;
  #stream: StreamStatus;

  constructor(lane: Partial<LaneStatus>, stream: Partial<StreamStatus>) {
    super();
    this.#lane = { ...productsToShop, ...lane };
    this.#stream = { ...products, ...stream };
  }

  change(lane: Partial<LaneStatus>, stream: Partial<StreamStatus>): void {
    this.#lane = { ...this.#lane, ...lane };
    this.#stream = { ...this.#stream, ...stream };
  }

  override lanes = () => [this.#lane];
  override streams = () => [this.#stream];
  settled = () => Promise.resolve();
  troubles = () => Promise.resolve([]);
  masterKeys = () => Promise.resolve(0);
  links = () => Promise.resolve(null);
  stop = () => Promise.resolve();
}

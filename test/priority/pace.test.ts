import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { test } from 'node:test';
import type { BulkLog, PreparedBatch } from '../../src/pipeline/index.ts';
import { ImportPace } from '../../src/runtime/imports/pace.ts';
import { Traffic } from '../../src/runtime/traffic.ts';

const BATCH = 1_000;
const ROWS = 40_000;
const never = new AbortController().signal;

/** A stream whose lanes settle when the test says so. */
class Stream {
  readonly positions = new Map<string, number>();
  readonly traffic = new Traffic((lane) => this.positions.get(lane) ?? 0);
  readonly pace: ImportPace;
  lastSeq = 0;
  readonly #listeners = new Set<() => void>();

  constructor(lanes: readonly string[]) {
    for (const name of lanes) this.positions.set(name, 0);
    const log: BulkLog = {
      maxRecordBytes: () => 1_000,
      lastMark: () => Promise.resolve(null),
      lastSeq: () => Promise.resolve(this.lastSeq),
      appendPrepared: async ({ from, until }: PreparedBatch) => {
        await setImmediate();
        return (this.lastSeq += until - from);
      },
    };
    this.pace = new ImportPace({
      ...{ stream: 's', log, traffic: this.traffic, patienceMs: 100 },
      lanes: () => Array.from(this.positions, ([name, settledSeq]) => ({ name, settledSeq })),
      subscribe: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    });
  }

  settle(lane: string, records: number): void {
    this.positions.set(lane, Math.min(this.lastSeq, (this.positions.get(lane) ?? 0) + records));
    for (const listener of this.#listeners) listener();
  }

  /** Stores rows as an import does. */
  async import(whenStored: () => void): Promise<void> {
    for (let stored = 0; stored < ROWS; stored += BATCH) {
      await this.pace.room(never);
      await this.pace.log.appendPrepared({ from: 0, until: BATCH } as PreparedBatch);
      whenStored();
    }
  }
}

test('an import is at most three batches ahead of a lane that keeps up, whatever another lane does', async () => {
  const stream = new Stream(['s/fast', 's/paused']);
  let most = 0;
  let isOver = false;
  const importing = stream
    .import(() => {
      most = Math.max(most, stream.lastSeq - (stream.positions.get('s/fast') ?? 0));
    })
    .finally(() => (isOver = true));
  for (; !isOver; await setImmediate()) stream.settle('s/fast', 500);
  await importing;
  assert.equal(stream.lastSeq, ROWS, 'a lane that stands still does not block the import');
  assert.ok(most <= 3 * BATCH, `${most} rows ahead of the lane`);
  assert.equal(stream.positions.get('s/paused'), 0);
});

test('an import is stored even if all its lanes stand still', async () => {
  const stream = new Stream(['s/paused', 's/broken']);
  await stream.import(() => undefined);
  assert.equal(stream.lastSeq, ROWS);
});

test('a lane has low priority until it has settled the imported rows, then its configured priority', async () => {
  const stream = new Stream(['s/shop']);
  const lane = { name: 's/shop', stream: 's', priority: 'high' as const };
  assert.equal(stream.traffic.priorityOf(lane), 'high');
  await stream.pace.log.appendPrepared({ from: 0, until: BATCH } as PreparedBatch);
  assert.equal(stream.traffic.priorityOf(lane), 'low');
  stream.settle('s/shop', BATCH - 1);
  assert.equal(stream.traffic.priorityOf(lane), 'low');
  stream.settle('s/shop', 1);
  assert.equal(stream.traffic.priorityOf(lane), 'high');
  assert.equal(stream.traffic.priorityOf({ ...lane, stream: 'another' }), 'high');
});

test('a less urgent lane takes smaller batches while more urgent ones are at work, and full batches afterwards', () => {
  const traffic = new Traffic(() => 0);
  assert.equal(traffic.batchSize('low', 0), 1000);
  traffic.passed('normal', 0);
  assert.equal(traffic.batchSize('low', 900), 500);
  assert.equal(traffic.batchSize('normal', 900), 1000);
  assert.equal(traffic.batchSize('high', 900), 1000);
  assert.equal(traffic.batchSize('low', 1_100), 1000);
});

test('a lane that reads what an import is storing has the low priority of the import, even before the position is known', () => {
  const traffic = new Traffic(() => 0);
  const party = { name: 's/fast', stream: 's', priority: 'normal' } as const;
  const stored = traffic.importing('s');
  assert.equal(traffic.priorityOf(party), 'low');
  traffic.passed(traffic.priorityOf(party));
  assert.equal(traffic.isBusyAbove('low'), false, 'an import does not yield to itself');
  stored();
  assert.equal(traffic.priorityOf(party), 'normal');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import {
  connectBus,
  ensureStream,
  openLaneReader,
  openStreamLog,
  readBacklog,
  readExtent,
} from '../../src/bus/index.ts';
import { busNames } from '../../src/bus/names.ts';
import { Tails } from '../../src/bus/tail.ts';
import type { SourceRecord } from '../../src/domain/index.ts';
import type { LaneReader } from '../../src/pipeline/index.ts';
import { Proxy } from '../../bench/support/proxy.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(60_000);
const options = { stream: 'products', lane: 'products/shop', batchSize: 100, conflates: false };
const noLimits = { maxBytes: null, maxRecords: null, maxRecordsPerKey: null };

async function hubOnABreakableLink() {
  await using opened = new AsyncDisposableStack();
  const { natsUrl, namespace } = opened.use(await testScope());
  const link = opened.use(await Proxy.open(Number(new URL(natsUrl).port)));
  const bus = await connectBus(`nats://127.0.0.1:${link.port}`, namespace);
  opened.defer(() => bus.nc.close());
  const other = await connectBus(natsUrl, namespace);
  opened.defer(() => other.nc.close());
  await ensureStream(bus, 'products', noLimits);
  const owned = opened.move();
  const log = openStreamLog(bus, 'products');
  return { bus, other, link, log, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

function records(from: number, count: number): SourceRecord[] {
  return Array.from({ length: count }, (_, index) => ({
    key: `sku-${(from + index) % 7}`,
    version: from + index,
    operation: (from + index) % 5 === 0 ? 'delete' : 'upsert',
    document: { n: from + index, name: 'Tür "1"\u2028' },
    ...((from + index) % 3 === 0 ? { traceParent: `00-${from + index}` } : {}),
  }));
}

/** Takes records up to a place. Leaves out the time of storing, which server and hub take from their own clocks. */
async function takeUpTo(reader: LaneReader, seq: number, limit?: number) {
  const taken = [];
  for (let last = 0; last < seq;) {
    for (const message of await reader.take(signal, limit)) {
      assert.ok(message.kind === 'record');
      const { storedAtMs, ...record } = message.record;
      assert.ok(Math.abs(storedAtMs - Date.now()) < 60_000);
      taken.push(record);
      last = record.seq;
    }
  }
  return taken;
}

test('a lane takes every record once and in order, from memory or from the log, whenever memory is dropped', async () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ store: fc.integer({ min: 1, max: 30 }) }) },
    { weight: 3, arbitrary: fc.record({ take: fc.integer({ min: 1, max: 20 }) }) },
    { weight: 1, arbitrary: fc.constant('forget' as const) },
    { weight: 1, arbitrary: fc.constant('reopen' as const) },
  );
  await using hub = await hubOnABreakableLink();
  const { bus } = hub;
  let streams = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const stream = `stream-${streams++}`;
      await ensureStream(bus, stream, noLimits);
      const log = openStreamLog(bus, stream);
      const here = { ...options, stream, traced: true };
      let reader = await openLaneReader(bus, { ...here, settledSeq: 0 });
      let [stored, taken] = [0, 0];
      const found = [];
      for (const one of steps) {
        if (one === 'forget') bus.tails.of(stream).lose();
        else if (one === 'reopen') {
          await reader.close();
          reader = await openLaneReader(bus, { ...here, settledSeq: taken });
        } else if ('store' in one) {
          await log.append(records(stored + 1, one.store), signal);
          stored += one.store;
        } else if (taken < stored) {
          found.push(...(await takeUpTo(reader, taken + 1, one.take)));
          taken = found.at(-1)?.seq ?? taken;
          reader.ack(taken);
        }
      }
      if (taken < stored) found.push(...(await takeUpTo(reader, stored)));
      await reader.close();
      const expected = records(1, stored).map((record, index) => ({ ...record, seq: index + 1 }));
      assert.deepEqual(found, expected);
    }),
    { numRuns: 25 },
  );
});

test('a lane close to the end of its log needs no consumer, and its backlog is still known', async () => {
  await using hub = await hubOnABreakableLink();
  const { bus, log } = hub;
  await log.append(records(1, 10), signal);
  const reader = await openLaneReader(bus, { ...options, settledSeq: 0 });
  await takeUpTo(reader, 10);
  const waiting = takeUpTo(reader, 20);
  await log.append(records(11, 10), signal);
  await waiting;
  const names = busNames(bus.namespace);
  await assert.rejects(
    bus.jsm.consumers.info(names.stream('products'), names.lane(options.lane)),
    /consumer not found/,
  );
  assert.ok(await reader.allTaken());
  assert.equal((await readBacklog(bus, 'products', options.lane, 12)).records, 8);
  assert.ok(await reader.atEnd());
  await reader.close();
});

test('what an append with an unknown outcome may have stored is read from the log', async () => {
  await using hub = await hubOnABreakableLink();
  const { bus, other, log, link } = hub;
  await log.append(records(1, 5), signal);
  const reader = await openLaneReader(bus, { ...options, settledSeq: 0 });
  await takeUpTo(reader, 5);
  const rest = takeUpTo(reader, 9);
  link.swallowAnswers();
  const stored = assert.rejects(log.append(records(6, 4), signal), { code: 'BUS_UNAVAILABLE' });
  while ((await readExtent(other, 'products')).lastSeq < 9) await nextTurn();
  link.change('clear');
  await stored;
  assert.deepEqual(
    (await rest).map(({ seq }) => seq),
    [6, 7, 8, 9],
  );
  await reader.close();
});

test('what others write to the log is noticed before the lane goes idle', async () => {
  await using hub = await hubOnABreakableLink();
  const { bus, other, log } = hub;
  await log.append(records(1, 5), signal);
  const reader = await openLaneReader(bus, { ...options, settledSeq: 0 });
  await takeUpTo(reader, 5);
  const rest = takeUpTo(reader, 8);
  await openStreamLog(other, 'products').append(records(6, 3), signal);
  assert.equal(await reader.atEnd(), false);
  assert.equal((await rest).length, 3);
  await reader.close();
});

test('a lane that waits for more stops waiting when it is closed or told to stop', async () => {
  await using hub = await hubOnABreakableLink();
  const { bus, log } = hub;
  await log.append(records(1, 1), signal);
  const reader = await openLaneReader(bus, { ...options, settledSeq: 1 });
  const stop = new AbortController();
  const stopped = reader.take(stop.signal);
  stop.abort(new Error('paused'));
  await assert.rejects(stopped, /paused/);
  const waiting = reader.take(signal);
  await Promise.all([assert.rejects(waiting, { code: 'CANCELLED' }), reader.close()]);
});

test('a lane that is closed while it switches to the log leaves no request waiting at its consumer', async () => {
  await using hub = await hubOnABreakableLink();
  const { bus, log } = hub;
  await log.append(records(1, 5), signal);
  const reader = await openLaneReader(bus, { ...options, settledSeq: 0 });
  await takeUpTo(reader, 5);
  bus.tails.of('products').lose();
  const taking = reader.take(signal);
  await Promise.all([assert.rejects(taking, { code: 'CANCELLED' }), reader.close()]);
  const names = busNames(bus.namespace);
  const lane = async () =>
    bus.jsm.consumers.info(names.stream('products'), names.lane(options.lane));
  while ((await lane()).num_waiting > 0) await nextTurn();
});

const messages = (count: number, size = 1) => ({
  checkedBy: null,
  records: Array.from({ length: count }, (_, index) => ({
    key: `key-${index}`,
    payload: 'x'.repeat(size),
    size,
  })),
});

test('a tail drops what every lane that reads from it has taken, and keeps what one has not taken', () => {
  const tails = new Tails();
  const tail = tails.of('products');
  tails.stored('products', messages(10), 10);
  tails.stored('products', messages(10), 20);
  const [fast, slow] = [tail.follow(0), tail.follow(0)];
  tail.passed(fast, 20);
  assert.ok(tail.reaches(0));
  tail.passed(slow, 12);
  assert.equal(tail.reaches(9), false);
  assert.deepEqual(
    tail.take(12, 3).map(({ firstSeq, records }) => [firstSeq, records.length]),
    [[13, 3]],
  );
  tail.leave(slow);
  tail.passed(fast, 20);
  assert.deepEqual([tail.reaches(19), tail.reaches(20), tail.take(20, 9)], [false, true, []]);
});

test('tails hold a bounded amount, the newest records of all streams', () => {
  const tails = new Tails();
  const megabyte = 1024 * 1024;
  for (let n = 1; n <= 40; n++) tails.stored('products', messages(1, megabyte), n);
  assert.ok(!tails.of('products').reaches(8) && tails.of('products').reaches(9));
  for (let n = 1; n <= 31; n++) tails.stored('prices', messages(1, megabyte), n);
  assert.equal(tails.of('products').reaches(38), false);
  assert.ok(tails.of('prices').reaches(0));
});

test('a gap in front of a batch makes a tail drop everything before the batch', () => {
  const tails = new Tails();
  tails.stored('products', messages(5), 5);
  tails.stored('products', messages(5), 12);
  const tail = tails.of('products');
  assert.deepEqual([tail.reaches(4), tail.reaches(6), tail.reaches(7)], [false, false, true]);
});

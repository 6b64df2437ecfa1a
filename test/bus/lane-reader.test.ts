import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  connectBus,
  ensureStream,
  openLaneReader,
  openStreamLog,
  readBacklog,
} from '../../src/bus/index.ts';
import type { BusConnection } from '../../src/bus/index.ts';
import { busNames } from '../../src/bus/names.ts';
import type { LaneMessage, LaneReader } from '../../src/pipeline/index.ts';
import { Proxy } from '../../bench/support/proxy.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(30_000);
const lane = { stream: 'products', lane: 'products/shop', batchSize: 100, conflates: false };

/** Opens a connection for the writer, and one for a lane over a link that can break. */
async function brokenWay(maxRecordsPerKey: number | null = null) {
  await using opened = new AsyncDisposableStack();
  const scope = opened.use(await testScope());
  const { natsUrl, namespace } = scope;
  const link = opened.use(await Proxy.open(Number(new URL(natsUrl).port)));
  const writer = await connectBus(natsUrl, namespace);
  opened.defer(() => writer.nc.close());
  const bus = await connectBus(`nats://127.0.0.1:${link.port}`, namespace);
  opened.defer(() => bus.nc.close());
  await ensureStream(writer, 'products', {
    maxBytes: null,
    maxRecords: null,
    maxRecordsPerKey,
  });
  const log = openStreamLog(writer, 'products');
  const owned = opened.move();
  return {
    link,
    writer,
    bus,
    async write(from: number, to: number) {
      const records = Array.from({ length: to - from + 1 }, (_, index) => ({
        key: `sku-${from + index}`,
        version: from + index,
        operation: 'upsert' as const,
        document: {},
      }));
      await log.append(records, signal);
    },
    /** Writes all keys twice in one batch. */
    async writeTwice(from: number, to: number) {
      const one = Array.from({ length: to - from + 1 }, (_, index) => ({
        key: `sku-${from + index}`,
        version: from + index,
        operation: 'upsert' as const,
        document: {},
      }));
      await log.append([...one, ...one], signal);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function takeAll(reader: LaneReader, count: number): Promise<number[]> {
  const taken: LaneMessage[] = [];
  while (taken.length < count) taken.push(...(await reader.take(signal)));
  return taken.map((message) => (message.kind === 'record' ? message.record.seq : message.seq));
}

/** Resolves when the server has sent `count` messages to the lane, whether or not they arrived. */
async function untilSent({ jsm, namespace }: BusConnection, count: number): Promise<void> {
  const names = busNames(namespace);
  const sent = async () => {
    const info = await jsm.consumers.info(names.stream('products'), names.lane(lane.lane));
    return info.delivered.consumer_seq;
  };
  while ((await sent()) < count) await nextTurn();
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

test('records that were lost on a broken connection are read again, never skipped', async () => {
  await using way = await brokenWay();
  await way.write(1, 10);
  const reader = await openLaneReader(way.bus, { ...lane, settledSeq: 0 });
  assert.deepEqual(await takeAll(reader, 10), range(1, 10));

  way.link.swallow();
  await way.write(11, 20);
  await untilSent(way.writer, 20);
  way.link.change('clear');
  await way.write(21, 30);
  await assert.rejects(takeAll(reader, 10), { code: 'BUS_UNAVAILABLE', retryable: true });
  await reader.close();

  const again = await openLaneReader(way.bus, { ...lane, settledSeq: 10 });
  assert.deepEqual(await takeAll(again, 20), range(11, 30));
  await again.close();
});

test('a lane knows that it has taken everything before that is settled, but is at the end only after it is settled', async () => {
  await using way = await brokenWay();
  await way.write(1, 10);
  const reader = await openLaneReader(way.bus, { ...lane, settledSeq: 0 });
  const { length } = await reader.take(signal, 4);
  assert.equal(await reader.allTaken(), false);
  await takeAll(reader, 10 - length);
  assert.deepEqual([await reader.allTaken(), await reader.atEnd()], [true, false]);
  reader.ack(10);
  assert.equal(await reader.atEnd(), true);
  await reader.close();
});

test('a lane learns at once of records lost on the wire, even when none follow them', async () => {
  await using way = await brokenWay();
  await way.write(1, 10);
  const reader = await openLaneReader(way.bus, { ...lane, settledSeq: 0 });
  assert.deepEqual(await takeAll(reader, 10), range(1, 10));

  way.link.swallow();
  await way.write(11, 12);
  await untilSent(way.writer, 12);
  way.link.change('clear');
  await assert.rejects(reader.take(signal), { code: 'BUS_UNAVAILABLE', retryable: true });
  await reader.close();
});

test('a lane whose position is beyond the end of its log reads nothing, since it would skip what comes next', async () => {
  await using way = await brokenWay();
  await way.write(1, 10);
  await assert.rejects(openLaneReader(way.bus, { ...lane, settledSeq: 11 }), {
    code: 'SETUP_FAILED',
    message: /ends at 10, but lane products\/shop has settled up to 11/,
  });
  const reader = await openLaneReader(way.bus, { ...lane, settledSeq: 10 });
  await way.write(11, 12);
  assert.deepEqual(await takeAll(reader, 2), [11, 12]);
  await reader.close();
});

test('a lane reads what is left of a backlog with overtaken versions, and the server counts just that as waiting', async () => {
  await using way = await brokenWay(1);
  const { writer } = way;
  const options = { ...lane, conflates: true };
  const reader = await openLaneReader(writer, { ...options, settledSeq: 0 });
  const [keys, rounds] = [300, 40];
  await way.write(1, keys);
  const taken = await takeAll(reader, 100);
  for (let round = 0; round < rounds; round++) await way.write(1, keys);
  // One batch with two versions of each key.
  await way.writeTwice(1, keys);
  const lastSeq = keys * (rounds + 3);
  const name = busNames(writer.namespace).stream('products');
  assert.equal((await writer.jsm.streams.info(name)).state.messages, keys);
  const waiting = async (behindSeq: number) =>
    (await readBacklog(writer, 'products', lane.lane, behindSeq)).records;
  // What was taken has been overtaken, too, so it no longer counts as waiting.
  while ((await waiting(taken.at(-1) ?? 0)) !== keys) await nextTurn();
  while (taken.at(-1) !== lastSeq) taken.push(...(await takeAll(reader, 1)));
  assert.ok(taken.every((seq, index) => index === 0 || seq > (taken[index - 1] ?? 0)));
  assert.deepEqual(
    taken.slice(-keys),
    Array.from({ length: keys }, (_, index) => lastSeq - keys + 1 + index),
  );
  const most = 100 + 400 + keys;
  assert.ok(taken.length <= most, `${taken.length} of ${lastSeq} were read`);
  // An overtaken record does not settle the records before it.
  await way.write(keys, keys);
  assert.deepEqual(await takeAll(reader, 1), [lastSeq + 1]);
  while ((await waiting(lastSeq - keys)) > keys) await nextTurn();
  assert.equal(await waiting(lastSeq - keys), keys);
  reader.ack(lastSeq);
  while ((await waiting(lastSeq)) !== 1) await nextTurn();
  await reader.close();
});

// The server's answer about the log's end is older than the record, and arrives later.
test('a record that is stored while a lane asks whether it has read everything is still seen', async () => {
  await using way = await brokenWay();
  await way.write(1, 3);
  const slow = answeringLate(way.writer, () => way.write(4, 4));
  const reader = await openLaneReader(slow, { ...lane, settledSeq: 3 });
  assert.equal(await reader.atEnd(), false);
  await way.writer.growth.otherThan('products', 3, signal);
  assert.deepEqual(await takeAll(reader, 1), [4]);
  await reader.close();
});

/** Returns the same connection, but lets something happen before an answer about a stream arrives. */
function answeringLate(bus: BusConnection, meanwhile: () => Promise<void>): BusConnection {
  const streams = Object.create(bus.jsm.streams) as BusConnection['jsm']['streams'];
  streams.info = async (...asked) => {
    const info = await bus.jsm.streams.info(...asked);
    await meanwhile();
    return info;
  };
  return { ...bus, jsm: Object.create(bus.jsm, { streams: { value: streams } }) as typeof bus.jsm };
}

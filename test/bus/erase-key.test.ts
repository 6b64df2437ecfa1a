import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  connectBus,
  ensureStream,
  eraseKey,
  findKey,
  openLaneReader,
  openStreamLog,
  readBacklog,
  readExtent,
  readRecord,
} from '../../src/bus/index.ts';
import type { BusConnection } from '../../src/bus/index.ts';
import type { SourceRecord } from '../../src/domain/index.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(120_000);
const noLimits = { maxBytes: null, maxRecords: null, maxRecordsPerKey: null };
const STREAM = 'customers';
const lane = { stream: STREAM, lane: 'customers/shop', batchSize: 7, conflates: false };

async function connected() {
  await using opened = new AsyncDisposableStack();
  const { natsUrl, namespace } = opened.use(await testScope());
  const another = async () => {
    const bus = await connectBus(natsUrl, namespace);
    opened.defer(() => bus.nc.close());
    return bus;
  };
  const bus = await another();
  const other = await another();
  const owned = opened.move();
  return { bus, other, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

function record(key: string, version: number): SourceRecord {
  return { key, version, operation: 'upsert', document: { key, version } };
}

/** Reads `count` records as a lane does, from after a place. Returns the place and key of each. */
async function read(bus: BusConnection, behind: number, count: number) {
  const reader = await openLaneReader(bus, { ...lane, settledSeq: behind });
  const met: [number, string][] = [];
  while (met.length < count) {
    for (const message of await reader.take(signal)) {
      assert.ok(message.kind === 'record');
      met.push([message.record.seq, message.record.key]);
    }
  }
  await reader.close();
  return met;
}

const keys = ['anna', 'ben', 'K ü.*', 'zoe'];
const batches = fc.array(fc.array(fc.constantFrom(...keys), { minLength: 1, maxLength: 5 }), {
  minLength: 1,
  maxLength: 5,
});

test('when a key is erased, all other records keep their places, for lanes, counts and the next writer', async () => {
  await using servers = await connected();
  const { bus, other } = servers;
  let round = 0;
  await fc.assert(
    fc.asyncProperty(batches, fc.nat(5), fc.constantFrom(...keys), async (told, framed, key) => {
      const stream = `${STREAM}-${round++}`;
      await ensureStream(bus, stream, noLimits);
      // In a log with frames from before its fields were declared personal, record numbers differ from message numbers.
      const frame = Array.from({ length: framed }, (_, index) => record('frame', index));
      await openStreamLog(bus, stream, { framed: true }).append(frame, signal);
      const log = openStreamLog(bus, stream);
      for (const batch of told) await log.append(batch.map(record), signal);
      const all = [...frame.map(() => 'frame'), ...told.flat()];
      const places = all.map((one, index) => [index + 1, one] as const);

      const expected = all.filter((one) => one === key).length;
      assert.equal(await eraseKey(bus, stream, key), expected);
      assert.equal(await eraseKey(bus, stream, key), 0);
      // Another connection still knows where the log ends, even when its last message is gone.
      assert.equal((await readExtent(other, stream)).lastSeq, all.length);

      await log.append([record('later', 1)], signal);
      const left = [...places, [all.length + 1, 'later'] as const].filter(([, one]) => one !== key);
      for (const reader of [bus, other]) {
        assert.equal((await findKey(reader, stream, key)).singles, 0);
        assert.equal((await readExtent(reader, stream)).records, left.length);
        for (const [seq] of places) {
          const behind = left.filter(([place]) => place > seq).length;
          const { records } = await readBacklog(reader, stream, lane.lane, seq);
          assert.equal(records, behind, `behind ${seq} of ${all.join(' ')}`);
        }
        for (const [seq, one] of left) {
          assert.equal((await readRecord(reader, stream, seq))?.key, one);
        }
      }
    }),
    { numRuns: 25 },
  );
});

test('a lane that reads from memory does not see what was erased', async () => {
  await using servers = await connected();
  const { bus } = servers;
  await ensureStream(bus, STREAM, noLimits);
  const log = openStreamLog(bus, STREAM);
  await log.append([record('anna', 1), record('ben', 1), record('zoe', 1)], signal);
  await eraseKey(bus, STREAM, 'ben');
  assert.deepEqual(await read(bus, 0, 2), [
    [1, 'anna'],
    [3, 'zoe'],
  ]);
  await log.append([record('ben', 2)], signal);
  assert.deepEqual(await read(bus, 0, 3), [
    [1, 'anna'],
    [3, 'zoe'],
    [4, 'ben'],
  ]);
});

test('all versions of a key are found and erased, also if the server does not put them into one answer', async () => {
  await using hub = await connected();
  await ensureStream(hub.bus, STREAM, noLimits);
  const log = openStreamLog(hub.bus, STREAM);
  const document = { photo: 'x'.repeat(900_000) };
  const versions = Array.from({ length: 100 }, (_, version) => ({
    ...record('anna', version),
    document,
  }));
  await log.append(versions, signal);
  assert.equal((await findKey(hub.bus, STREAM, 'anna')).singles, 100);
  assert.equal(await eraseKey(hub.bus, STREAM, 'anna'), 100);
  assert.equal((await findKey(hub.bus, STREAM, 'anna')).singles, 0);
});

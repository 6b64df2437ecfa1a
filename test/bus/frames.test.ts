import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { BusConnection } from '../../src/bus/index.ts';
import {
  connectBus,
  ensureStream,
  makeRoom,
  openLaneReader,
  openStreamLog,
  readBacklog,
  readExtent,
  readKey,
  readNewest,
  readRecord,
  readVersions,
  seqBefore,
  trimHistory,
} from '../../src/bus/index.ts';
import { frameLines, toMessages, toUnits } from '../../src/bus/frame.ts';
import { busNames } from '../../src/bus/names.ts';
import { encodeRecord } from '../../src/pipeline/index.ts';
import { RecordWriter } from '../../src/workers/record-writer.ts';
import type { Failure, SourceRecord, StoredRecord } from '../../src/domain/index.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(120_000);
const noLimits = { maxBytes: null, maxRecords: null, maxRecordsPerKey: null };
const lane = { lane: 'products/shop', batchSize: 7, conflates: false };

async function connected() {
  await using opened = new AsyncDisposableStack();
  const { natsUrl, namespace } = opened.use(await testScope());
  const bus = await connectBus(natsUrl, namespace);
  opened.defer(() => bus.nc.close());
  const other = await connectBus(natsUrl, namespace);
  opened.defer(() => other.nc.close());
  const owned = opened.move();
  return { bus, other, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

const untraced = (some: SourceRecord[]) => some.map(({ traceParent: _, ...record }) => record);

/** Makes records with few keys, so that each key repeats, also within one frame. */
function records(from: number, count: number): SourceRecord[] {
  return Array.from({ length: count }, (_, index) => ({
    key: `sku ${(from + index) % 5}`,
    version: from + index,
    operation: (from + index) % 6 === 0 ? 'delete' : 'upsert',
    document: { n: from + index, text: 'Tür\n"1"\u2028' },
    ...((from + index) % 9 === 0 ? { traceParent: `00-${from + index}` } : {}),
  }));
}

async function readBehind(bus: BusConnection, stream: string, seq: number, end: number) {
  // Drops what is held in memory, so that the log itself is read.
  bus.tails.of(stream).lose();
  const reader = await openLaneReader(bus, { ...lane, stream, settledSeq: seq, traced: true });
  const taken: (Omit<StoredRecord, 'storedAtMs'> | undefined)[] = [];
  for (let last = seq; last < end;) {
    for (const message of await reader.take(signal)) {
      assert.ok(message.kind === 'record');
      const { storedAtMs: _, ...record } = message.record;
      taken.push(record);
      last = record.seq;
    }
    reader.ack(last);
  }
  assert.ok(await reader.atEnd());
  await reader.close();
  return taken;
}

const wideText = JSON.stringify({ k: '鍵', v: 1, d: { t: '鍵'.repeat(800) } });
const wide = { key: '鍵', payload: wideText, size: wideText.length };

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ page: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 2, arbitrary: fc.record({ arrivals: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ trim: fc.double({ min: 0, max: 1, noNaN: true }) }) },
  { weight: 1, arbitrary: fc.constant('restart' as const) },
);

test('records are numbered without gaps, and each is found by its number and by its key, whichever messages they share', async () => {
  await using hub = await connected();
  let streams = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 14 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (steps, share) => {
        const stream = `stream-${streams++}`;
        let { bus } = hub;
        await ensureStream(bus, stream, noLimits);
        let log = openStreamLog(bus, stream, { framed: true });
        let [stored, trimmed] = [0, 0];
        for (const one of steps) {
          if (one === 'restart') {
            bus = bus === hub.bus ? hub.other : hub.bus;
            bus.numberings.forget(stream);
            bus.frameIndex.forget(stream);
            bus.recentFrames.forget(stream);
            bus.tails.forget(stream);
            await ensureStream(bus, stream, noLimits);
            assert.equal(bus.growth.end(stream), stored);
            log = openStreamLog(bus, stream, { framed: true });
          } else if ('trim' in one) {
            const settledSeq = Math.floor(one.trim * stored);
            const past = { settledSeq, maxAgeMs: 0, nowMs: Date.now() + 60_000 };
            const before = trimmed;
            trimmed += await trimHistory(bus, stream, past);
            assert.ok(trimmed <= Math.max(before, settledSeq), 'unsettled records stay');
          } else if ('page' in one) {
            await log.append(records(stored + 1, one.page), signal);
            stored += one.page;
          } else {
            const arrivals = records(stored + 1, one.arrivals).map((record) => ({
              record,
              deliveryId: `delivery-${record.version}`,
            }));
            stored += one.arrivals;
            const { lastSeq } = await log.appendArrivals(arrivals, signal);
            assert.equal(lastSeq, stored);
          }
        }
        const expected = records(1, stored).map((record, index) => ({ ...record, seq: index + 1 }));
        const from = trimmed + Math.floor(share * (stored - trimmed));
        assert.deepEqual(await readBehind(bus, stream, from, stored), expected.slice(from));
        const { firstSeq, lastSeq, records: held } = await readExtent(bus, stream);
        assert.deepEqual([lastSeq, held], [stored, stored - trimmed]);
        if (stored > 0) assert.equal(firstSeq, trimmed + 1);
        const backlog = await readBacklog(bus, stream, lane.lane, from);
        assert.equal(backlog.records, stored - from);
        assert.equal(await seqBefore(bus, stream, 0), trimmed);
        assert.equal(await seqBefore(bus, stream, Date.now() + 60_000), stored);
        for (const { seq, version } of expected) {
          const found = await readRecord(bus, stream, seq);
          assert.equal(found?.version, seq > trimmed ? version : undefined, `record ${seq}`);
        }
        for (const key of new Set(expected.map((record) => record.key))) {
          const mine = expected.filter((record) => record.key === key && record.seq > trimmed);
          const { newest, seqs } = await readVersions(bus, stream, key, 3);
          assert.deepEqual(
            seqs,
            mine.map(({ seq }) => seq),
          );
          assert.deepEqual(
            newest.map(({ seq }) => seq),
            seqs.slice(-3).toReversed(),
          );
          assert.equal((await readNewest(bus, stream, key))?.seq, seqs.at(-1));
          assert.deepEqual(
            (await readKey(bus, stream, key)).map(({ seq, version }) => [seq, version]),
            mine.map(({ seq, version }) => [seq, version]),
          );
        }
        assert.equal((await readNewest(bus, stream, 'unknown')) ?? null, null);
      },
    ),
    { numRuns: 25 },
  );
});

test('a page is one message, unless its records are traced or large', async () => {
  await using hub = await connected();
  const { bus } = hub;
  const messages = async () => {
    const { state } = await bus.jsm.streams.info(busNames(bus.namespace).stream('products'));
    return state.messages;
  };
  await ensureStream(bus, 'products', noLimits);
  const log = openStreamLog(bus, 'products', { framed: true });
  await log.append(untraced(records(1, 1000)), signal);
  assert.equal(await messages(), 1);
  const large = (n: number): SourceRecord => ({
    ...{ key: `large ${n}`, version: n, operation: 'upsert' },
    document: { text: 'ß'.repeat(300_000) },
  });
  await log.append([large(1001), large(1002), large(1003)], signal);
  assert.equal(await messages(), 4);
  assert.equal((await readRecord(bus, 'products', 1002))?.key, 'large 1002');
  assert.equal((await readRecord(bus, 'products', 1004)) ?? null, null);
});

test('limits that change while the first frame of a log is stored are in force, and the frame’s records are counted', async () => {
  await using hub = await connected();
  const { bus, other } = hub;
  for (let round = 0; round < 10; round++) {
    const stream = `products-${round}`;
    const log = openStreamLog(bus, stream, { framed: true });
    const known = await ensureStream(bus, stream, noLimits);
    const limited = { ...noLimits, maxRecords: 5_000 };
    await Promise.all([
      log.append(untraced(records(1, 100)), signal),
      ensureStream(bus, stream, limited),
    ]);
    const { config } = await bus.jsm.streams.info(busNames(bus.namespace).stream(stream));
    assert.equal(config.max_msgs, 5_000);
    // Read before the frame was stored, as the beginning of a change of the configuration does.
    await ensureStream(bus, stream, noLimits, known);
    assert.equal((await readExtent(bus, stream)).lastSeq, 100);
    assert.equal((await readExtent(other, stream)).lastSeq, 100);
    assert.equal(bus.numberings.anchor(stream)?.streamSeq, 0);
  }
});

test('a frame says by which schema its records were checked, whether read from memory or from the log', async () => {
  await using hub = await connected();
  const { bus } = hub;
  await ensureStream(bus, 'products', noLimits);
  const log = openStreamLog(bus, 'products', { framed: true });
  const writer = new RecordWriter();
  const sent = untraced(records(1, 3));
  sent.forEach((one, index) => writer.add(one.key, encodeRecord(one), index + 1));
  await log.appendPrepared({
    ...{ records: writer.records(), from: 0, until: 3 },
    ...{ importId: 'i', rowsBefore: 0, checkedBy: 'schema-1' },
  });
  for (const from of ['memory', 'log']) {
    if (from === 'log') bus.tails.of('products').lose();
    const reader = await openLaneReader(bus, { ...lane, stream: 'products', settledSeq: 0 });
    const taken = await reader.take(signal);
    assert.deepEqual(
      taken.map((one) => one.kind === 'record' && [one.record.document, one.checkedBy]),
      sent.map(({ document }) => [document, 'schema-1']),
      from,
    );
    await reader.close();
  }
});

test('records of any size and script are framed within the server’s limit, keys included, all and in order', () => {
  const record = fc
    .record({
      key: fc.string({ minLength: 1, maxLength: 20 }),
      payload: fc
        .tuple(fc.constantFrom('a', 'ß', '鍵', '🔑'), fc.integer({ min: 0, max: 3_000 }))
        .map(([one, times]) => JSON.stringify({ k: 'a', v: 1, d: { t: one.repeat(times) } })),
    })
    .map((one) => ({ ...one, size: one.payload.length }));
  const maxBytes = 64 * 1024;
  const limits = { framed: true, maxBytes, maxBatch: 1_000, maxBatchSize: 8 * maxBytes };
  const place = { names: busNames('hub'), stream: 'products', isNumbered: true };
  fc.assert(
    fc.property(fc.array(record, { maxLength: 200 }), (some) => {
      let firstSeq = 1;
      const texts: string[] = [];
      for (const unit of toUnits(some, limits)) {
        for (const { payload, heads = [] } of toMessages(unit, { ...place, firstSeq })) {
          const text = payload as string;
          const head = heads.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
          assert.ok(Buffer.byteLength(text) + head < maxBytes + 1_024);
          texts.push(...frameLines(text));
        }
        firstSeq += unit.records.length;
      }
      assert.deepEqual(
        texts,
        some.map(({ payload }) => payload),
      );
    }),
    { examples: [[Array.from({ length: 200 }, () => wide)]] },
  );
});

test('a full log refuses a frame and everything after it, and accepts them in their order once there is room', async () => {
  await using hub = await connected();
  const { bus } = hub;
  await ensureStream(bus, 'products', { ...noLimits, maxBytes: 64 * 1024 });
  const log = openStreamLog(bus, 'products', { framed: true });
  const page = (from: number) => untraced(records(from, 200));
  await log.append(page(1), signal);
  const outcomes = await Promise.allSettled(
    [201, 401, 601, 801].map((from) => log.append(page(from), signal)),
  );
  const refused = outcomes.findIndex(({ status }) => status === 'rejected');
  assert.ok(refused > 0, 'some fit, some do not');
  const first = outcomes[refused] as PromiseRejectedResult;
  assert.equal((first.reason as Failure).code, 'STREAM_FULL');
  assert.ok(outcomes.slice(refused).every(({ status }) => status === 'rejected'));
  const stored = 200 * (refused + 1);
  assert.ok((await makeRoom(bus, 'products', stored)) >= 200);
  await log.append(page(stored + 1), signal);
  const { firstSeq } = await readExtent(bus, 'products');
  const taken = await readBehind(bus, 'products', firstSeq - 1, stored + 200);
  assert.deepEqual(
    taken.map((record) => record?.version),
    Array.from({ length: stored + 201 - firstSeq }, (_, index) => firstSeq + index),
  );
});

test('a log that is full of settled records finds room, however many of them share a frame', async () => {
  await using hub = await connected();
  const { bus } = hub;
  await ensureStream(bus, 'products', { ...noLimits, maxBytes: 64 * 1024 });
  const log = openStreamLog(bus, 'products', { framed: true });
  const large = untraced(records(1, 200));
  await log.append(large, signal);
  await log.append(untraced(records(201, 50)), signal);
  assert.equal(await makeRoom(bus, 'products', 199), 0, 'the frame is not settled as a whole');
  assert.equal(await makeRoom(bus, 'products', 250), 200);
  assert.equal(await makeRoom(bus, 'products', 250), 50);
  assert.equal(await makeRoom(bus, 'products', 250), 0);
});

test('what another client writes after frames is numbered as well, and the hub continues after it', async () => {
  await using hub = await connected();
  const { bus, other } = hub;
  await ensureStream(bus, 'products', noLimits);
  const log = openStreamLog(bus, 'products', { framed: true });
  await log.append(records(1, 20), signal);
  const subject = busNames(bus.namespace).record('products', 'stranger');
  const envelope = (n: number) => JSON.stringify({ k: 'stranger', v: n, d: {} }, null, 2);
  for (const n of [21, 22]) await other.js.publish(subject, envelope(n));
  await assert.rejects(() => log.append(records(23, 2), signal), { code: 'BUS_UNAVAILABLE' });
  await log.append(records(23, 2), signal);
  const taken = await readBehind(bus, 'products', 19, 24);
  assert.deepEqual(
    taken.map((record) => [record?.seq, record?.version]),
    [20, 21, 22, 23, 24].map((n) => [n, n]),
  );
  assert.equal((await readNewest(bus, 'products', 'stranger'))?.seq, 22);
  assert.equal((await readRecord(bus, 'products', 21))?.key, 'stranger');
});

test('a log that is conflated from now on keeps its frames, and its numbers continue', async () => {
  await using hub = await connected();
  const { bus } = hub;
  await ensureStream(bus, 'products', noLimits);
  await openStreamLog(bus, 'products', { framed: true }).append(untraced(records(1, 30)), signal);
  await openStreamLog(bus, 'products', { framed: true }).append(untraced(records(31, 30)), signal);
  await ensureStream(bus, 'products', { ...noLimits, maxRecordsPerKey: 1 });
  const log = openStreamLog(bus, 'products');
  await log.append(records(61, 10), signal);
  const reader = await openLaneReader(bus, {
    ...{ ...lane, stream: 'products', conflates: true },
    settledSeq: 25,
  });
  const seqs: number[] = [];
  while ((seqs.at(-1) ?? 0) < 70) {
    for (const message of await reader.take(signal)) {
      assert.ok(message.kind === 'record');
      seqs.push(message.record.seq);
    }
    reader.ack(seqs.at(-1) ?? 0);
  }
  await reader.close();
  assert.equal((await readRecord(bus, 'products', 62)) ?? null, null, 'it was overtaken');
  assert.ok((await readBacklog(bus, 'products', lane.lane, 62)).records > 0);
  const kept = [66, 67, 68, 69, 70];
  assert.deepEqual(seqs, [...Array.from({ length: 35 }, (_, index) => 26 + index), ...kept]);
});

test('a lane that is far behind is sent no more frames than it can hold, and reads all of them', async () => {
  await using hub = await connected();
  const { bus } = hub;
  await ensureStream(bus, 'products', noLimits);
  const log = openStreamLog(bus, 'products', { framed: true });
  const wide = (n: number): SourceRecord => ({
    ...{ key: `sku ${n}`, version: n, operation: 'upsert' },
    document: { text: 'x'.repeat(3_000) },
  });
  const count = 12_000;
  for (let n = 1; n <= count; n += 1_000)
    await log.append(
      Array.from({ length: 1_000 }, (_, index) => wide(n + index)),
      signal,
    );
  bus.tails.of('products').lose();
  const reader = await openLaneReader(bus, {
    ...{ ...lane, batchSize: 1_000, stream: 'products' },
    settledSeq: 0,
  });
  let last = 0;
  while (last < count) {
    for (const message of await reader.take(signal)) {
      assert.ok(message.kind === 'record');
      assert.equal(message.record.seq, ++last);
    }
  }
  reader.ack(last);
  assert.ok(await reader.atEnd());
  await reader.close();
});

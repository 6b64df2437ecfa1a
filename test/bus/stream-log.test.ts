import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  connectBus,
  ensureStream,
  openLaneReader,
  openStreamLog,
  readBacklog,
} from '../../src/bus/index.ts';
import type { BusConnection, StreamLimits } from '../../src/bus/index.ts';
import type { Failure, SourceRecord, StoredRecord } from '../../src/domain/index.ts';
import { testScope } from '../support/scope.ts';

const unlimited: StreamLimits = { maxBytes: null, maxRecords: null, maxRecordsPerKey: null };
const signal = AbortSignal.timeout(20_000);

function records(from: number, count: number): SourceRecord[] {
  return Array.from({ length: count }, (_, index) => ({
    key: `sku ${from + index}`,
    version: from + index,
    operation: 'upsert',
    document: { n: from + index },
  }));
}

async function withBus(run: (bus: BusConnection) => Promise<void>): Promise<void> {
  await using scope = await testScope();
  const bus = await connectBus(scope.natsUrl, scope.namespace);
  try {
    await run(bus);
  } finally {
    await bus.nc.close();
  }
}

async function readAll(bus: BusConnection, count: number, settledSeq = 0): Promise<StoredRecord[]> {
  const reader = await openLaneReader(bus, {
    stream: 'products',
    lane: 'products/shop',
    settledSeq,
    conflates: false,
    batchSize: 500,
  });
  const seen: StoredRecord[] = [];
  while (seen.length < count) {
    for (const message of await reader.take(signal)) {
      if (message.kind === 'record') seen.push(message.record);
    }
    reader.ack(seen.at(-1)?.seq ?? 0);
  }
  await reader.close();
  return seen;
}

test('pages appended concurrently are stored in the order of the calls, each record once', async () => {
  await withBus(async (bus) => {
    await ensureStream(bus, 'products', unlimited);
    const log = openStreamLog(bus, 'products');
    await Promise.all(
      [0, 1, 2, 3, 4].map((page) => log.append(records(page * 1500, 1500), signal)),
    );
    const seen = await readAll(bus, 7500);
    assert.deepEqual(
      seen.map((record) => record.version),
      Array.from({ length: 7500 }, (_, index) => index),
    );
  });
});

test('a full log refuses a whole page and everything after it, and accepts them once there is room', async () => {
  await withBus(async (bus) => {
    await ensureStream(bus, 'products', { ...unlimited, maxRecords: 25 });
    const log = openStreamLog(bus, 'products');
    await log.append(records(0, 20), signal);
    const [tooMuch, small] = await Promise.allSettled([
      log.append(records(20, 10), signal),
      log.append(records(30, 1), signal),
    ]);
    assert.equal(tooMuch.status === 'rejected' && (tooMuch.reason as Failure).code, 'STREAM_FULL');
    assert.equal(small.status, 'rejected', 'a later page must not overtake an earlier one');
    await ensureStream(bus, 'products', unlimited);
    await log.append(records(20, 11), signal);
    assert.deepEqual(
      (await readAll(bus, 31)).map((record) => record.version),
      Array.from({ length: 31 }, (_, index) => index),
    );
  });
});

test('a second writer is detected', async () => {
  await withBus(async (bus) => {
    await ensureStream(bus, 'products', unlimited);
    const [mine, theirs] = [openStreamLog(bus, 'products'), openStreamLog(bus, 'products')];
    await mine.append(records(0, 3), signal);
    await theirs.append(records(3, 3), signal);
    await assert.rejects(mine.append(records(6, 3), signal), { code: 'BUS_UNAVAILABLE' });
  });
});

test('a record too large for the bus is named and left out, and the others of its page are stored', async () => {
  await withBus(async (bus) => {
    await ensureStream(bus, 'products', unlimited);
    const size = (bus.nc.info?.max_payload ?? 0) + 1;
    const page = records(0, 3).map((record, index) =>
      index === 1 ? { ...record, document: { picture: 'x'.repeat(size) } } : record,
    );
    const rejected = await openStreamLog(bus, 'products').append(page, signal);
    assert.equal(rejected.length, 1);
    assert.match(rejected[0]?.reason ?? '', /the record is \d+ bytes, the bus takes at most/);
    assert.deepEqual(
      (await readAll(bus, 2)).map((record) => record.version),
      [0, 2],
    );
  });
});

test('a lane that starts again begins right after its settled position', async () => {
  await withBus(async (bus) => {
    await ensureStream(bus, 'products', unlimited);
    await openStreamLog(bus, 'products').append(records(0, 2000), signal);
    await readAll(bus, 2000);
    const again = await readAll(bus, 500, 1500);
    assert.equal(again[0]?.version, 1500);
  });
});

test('a lane that never ran, or is just starting, has a backlog, too', async () => {
  await withBus(async (bus) => {
    await ensureStream(bus, 'products', unlimited);
    assert.deepEqual(await readBacklog(bus, 'products', 'products/shop', 0), {
      records: 0,
      oldestAtMs: null,
    });
    await openStreamLog(bus, 'products').append(records(0, 20), signal);
    const before = await readBacklog(bus, 'products', 'products/shop', 5);
    assert.equal(before.records, 15);
    await readAll(bus, 20);
    const after = await readBacklog(bus, 'products', 'products/shop', 20);
    assert.equal(after.records, 0);
  });
});

test('what another process stores after its marks were looked for is noticed by the first write, and found by the next look', async () => {
  await withBus(async (bus) => {
    await ensureStream(bus, 'products', unlimited);
    const former = openStreamLog(bus, 'products');
    const looks = [
      (log: typeof former) => log.lastMark('1', 0, signal),
      async (log: typeof former) => {
        for await (const page of log.deliveriesBehind(0, signal)) assert.ok(page.lastSeq > 0);
      },
    ];
    for (const look of looks) {
      const next = openStreamLog(bus, 'products');
      await look(next);
      await former.append(records(0, 1), signal);
      await assert.rejects(next.append(records(0, 1), signal), { code: 'BUS_UNAVAILABLE' });
      await look(next);
      await next.append(records(1, 1), signal);
      await assert.rejects(former.append(records(2, 1), signal), { code: 'BUS_UNAVAILABLE' });
    }
  });
});

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import { Restartable } from '../../bench/support/restartable.ts';
import { connectBus, ensureStream, openStreamLog } from '../../src/bus/index.ts';
import type { BusConnection, StreamLogOptions } from '../../src/bus/index.ts';
import { DiskRoom } from '../../src/bus/disk-room.ts';
import { busNames } from '../../src/bus/names.ts';
import type { SourceRecord } from '../../src/domain/index.ts';
import { SmallDisk } from '../faults/small-disk.ts';
import { testScope } from '../support/scope.ts';

const MB = 1024 * 1024;
const NAMESPACE = 'small';
const signal = AbortSignal.timeout(120_000);
const refused = { code: 'BUS_UNAVAILABLE' };

/** Makes a record that is too large for the space that the store has already allocated, so it needs more of the disk. */
function record(n: number, size = 20_000): SourceRecord {
  const document = { n, picture: 'x'.repeat(size) };
  return { key: `sku-${n}`, version: n, operation: 'upsert', document };
}

type OpenBus = BusConnection & AsyncDisposable;

/** Makes the connection close at the end of its block. */
function open(bus: BusConnection): OpenBus {
  return { ...bus, [Symbol.asyncDispose]: () => bus.nc.close() };
}

/** A NATS server on a disk of 192 MB. */
class SmallServer implements AsyncDisposable {
  readonly disk: SmallDisk;
  readonly folder: string;
  readonly url: string;
  readonly #opened: AsyncDisposableStack;

  private constructor(disk: SmallDisk, folder: string, url: string, opened: AsyncDisposableStack) {
    this.disk = disk;
    this.folder = folder;
    this.url = url;
    this.#opened = opened;
  }

  static async start(t: TestContext): Promise<SmallServer | null> {
    await using opening = new AsyncDisposableStack();
    const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-full-disk-'));
    opening.defer(() => rm(dir, { recursive: true, force: true }));
    const folder = path.join(dir, 'nats');
    const disk = await SmallDisk.mount(folder, 192);
    if (disk === null) {
      t.skip('this user may not mount a disk');
      return null;
    }
    opening.use(disk);
    const nats = opening.use(await Restartable.start('nats', folder));
    return new SmallServer(disk, folder, nats.url, opening.move());
  }

  async connect(folder: string | null): Promise<OpenBus> {
    return open(await connectBus(this.url, NAMESPACE, folder));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#opened.disposeAsync();
  }
}

async function openLog(bus: BusConnection, stream: string, options: StreamLogOptions = {}) {
  await ensureStream(bus, stream, { maxBytes: null, maxRecords: null, maxRecordsPerKey: null });
  return openStreamLog(bus, stream, options);
}

async function isBatch(bus: BusConnection, stream: string, seq: number): Promise<boolean> {
  const message = await bus.jsm.streams.getMessage(busNames(bus.namespace).stream(stream), { seq });
  return message?.header.has('Nats-Batch-Id') ?? false;
}

test('a hub that sees the disk of its NATS fill up stops storing in time, and continues once there is room', async (t) => {
  await using server = await SmallServer.start(t);
  if (server === null) return;
  await using bus = await server.connect(server.folder);
  const log = await openLog(bus, 'products');
  await server.disk.fill(70 * MB);
  const refusal = { ...refused, message: /has 6\d MB left, and nothing is stored below 64 MB/ };
  let stored = 0;
  await assert.rejects(async () => {
    for (;;) {
      await log.append([record(stored, 2 * MB)], signal);
      stored++;
    }
  }, refusal);
  assert.ok(stored > 0);
  await server.disk.fill();
  await assert.rejects(log.append([record(stored)], signal), refused);
  await server.disk.free();
  await log.append([record(stored), record(stored + 1)], signal);
  assert.equal(await log.lastSeq(), stored + 2);
});

test('a hub that cannot see the disk learns from a refusal; from then on a refused single message does no harm', async (t) => {
  await using server = await SmallServer.start(t);
  if (server === null) return;
  await using bus = await server.connect(null);
  const products = await openLog(bus, 'products');
  const orders = await openLog(bus, 'orders', { framed: true });
  await orders.append([record(0), record(1)], signal);
  await server.disk.fill();
  await assert.rejects(products.append([record(0), record(1)], signal), refused);
  await assert.rejects(products.append([record(0)], signal), refused);
  await assert.rejects(orders.append([record(2), record(3)], signal), refused);
  await server.disk.free();
  await products.append([record(0)], signal);
  await orders.append([record(2), record(3)], signal);
  assert.deepEqual([await products.lastSeq(), await orders.lastSeq()], [1, 4]);
});

test('a single record is published as a batch only while disk space is short', async (t) => {
  await using server = await SmallServer.start(t);
  if (server === null) return;
  await using short = await server.connect(server.folder);
  const log = await openLog(short, 'products');
  await log.append([record(0)], signal);
  assert.equal(await isBatch(short, 'products', 1), true);
  await using scope = await testScope();
  await using bus = open(await connectBus(scope.natsUrl, scope.namespace, scope.dir));
  const other = await openLog(bus, 'products');
  await other.append([record(0)], signal);
  assert.equal(await isBatch(bus, 'products', 1), false);
});

test('callers that ask for room are answered in turn, so what they publish keeps its order', async () => {
  const room = new DiskRoom(tmpdir());
  const answered: number[] = [];
  const asked = Array.from({ length: 20_000 }, (_, n) => n);
  await Promise.all(asked.map(async (n) => room.isShort().then(() => answered.push(n))));
  assert.deepEqual(answered, asked);
});

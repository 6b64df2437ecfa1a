import { Queue, UnrecoverableError, Worker } from 'bullmq';
import pg from 'pg';
import type { Row } from '../../relay/product.ts';
import { toRow, upsert } from '../../relay/product.ts';
import type { Outcome } from '../../relay/systems.ts';
import { Collector } from '../collector.ts';
import type { PeerOptions } from '../feed.ts';
import { sendAll, WINDOW } from '../feed.ts';

const QUEUE = 'relay';
/**
 * A worker takes its jobs one after the other with a round trip each, so several take them faster; more than these gain nothing.
 */
const WORKERS = 8;
/** Concurrent jobs when their rows are written together. */
const COALESCED_CONCURRENCY = 2 * WINDOW;
/** Concurrent jobs when each writes its own row: more would only wait for PostgreSQL's connections. */
const PLAIN_CONCURRENCY = 80;
const PLAIN_CONNECTIONS = 10;

/** Jobs added in bulk; many concurrent jobs hand their rows to one upsert. */
export async function runBullCoalesced(options: PeerOptions): Promise<Outcome> {
  const pool = new pg.Pool({ connectionString: options.databaseUrl, max: 1 });
  const collector = new Collector(pool);
  const outcome = await relay(options, COALESCED_CONCURRENCY, (row) => collector.add(row));
  await pool.end();
  return outcome;
}

/** Jobs added in bulk; each job writes its own row, the usual way to use BullMQ. */
export async function runBullPlain(options: PeerOptions): Promise<Outcome> {
  const pool = new pg.Pool({ connectionString: options.databaseUrl, max: PLAIN_CONNECTIONS });
  const outcome = await relay(options, PLAIN_CONCURRENCY, (row) => upsert(pool, [row]));
  await pool.end();
  return outcome;
}

async function relay(
  options: PeerOptions,
  concurrency: number,
  write: (row: Row) => Promise<void>,
): Promise<Outcome> {
  const { hostname: host, port } = new URL(options.brokerUrl);
  const connection = { host, port: Number(port), maxRetriesPerRequest: null };
  const queue = new Queue(QUEUE, {
    connection,
    defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: false },
  });
  await queue.waitUntilReady();
  const over = Promise.withResolvers<void>();
  let done = 0;
  const work = async ({ data }: { readonly data: unknown }) => {
    const row = toRow(data);
    if (!row) throw new UnrecoverableError('invalid');
    await write(row);
  };
  const onDone = () => {
    if (++done === options.records) over.resolve();
  };
  const workers = Array.from(
    { length: WORKERS },
    () => new Worker(QUEUE, work, { connection, concurrency: concurrency / WORKERS }),
  );
  for (const worker of workers) {
    worker.on('completed', onDone);
    worker.on('failed', onDone);
    // It also reports errors that it recovers from, such as a lock renewed late.
    worker.on('error', (error) => console.error(error));
    await worker.waitUntilReady();
  }
  options.onStart(Date.now());
  const sent = sendAll(options, (documents) =>
    queue.addBulk(documents.map((data) => ({ name: 'product', data }))),
  );
  await Promise.all([sent, over.promise]);
  const deadLetters = await queue.getFailedCount();
  await Promise.all(workers.map((worker) => worker.close()));
  await queue.close();
  return { deadLetters };
}

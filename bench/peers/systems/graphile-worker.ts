import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import pg from 'pg';
import { toRow } from '../../relay/product.ts';
import type { Outcome } from '../../relay/systems.ts';
import { Collector } from '../collector.ts';
import type { PeerOptions } from '../feed.ts';
import { sendAll, WINDOW } from '../feed.ts';
import { createQueueDatabase } from '../queue-database.ts';

const TASK = 'product';
/** It would log a line per failure; the bench counts failures instead. */
const logger = new Logger(() => () => undefined);

/**
 * Jobs added in bulk, and taken and completed in batches by its local queue and its batch delays, as its performance page advises;
 * many concurrent jobs hand their rows to one upsert. The queue lives in the same PostgreSQL as the target, in a separate
 * database. A job that has used up its attempts stays there as a dead letter.
 */
export async function runGraphileWorker(options: PeerOptions): Promise<Outcome> {
  const connectionString = await createQueueDatabase(options.databaseUrl);
  const shared = { connectionString, maxPoolSize: 12, logger };
  const target = new pg.Pool({ connectionString: options.databaseUrl, max: 1 });
  const utils = await makeWorkerUtils(shared);
  await utils.migrate();
  const collector = new Collector(target);
  const over = Promise.withResolvers<void>();
  let done = 0;
  const runner = await run({
    ...shared,
    noHandleSignals: true,
    taskList: {
      [TASK]: async (payload) => {
        const row = toRow(payload);
        if (!row) throw new Error('invalid');
        await collector.add(row);
      },
    },
    preset: {
      worker: {
        concurrentJobs: WINDOW,
        localQueue: { size: 2 * WINDOW },
        completeJobBatchDelay: 10,
        failJobBatchDelay: 10,
        pollInterval: 100,
      },
    },
  });
  runner.events.on('job:complete', () => {
    if (++done === options.records) over.resolve();
  });
  options.onStart(Date.now());
  const sent = sendAll(options, (documents) =>
    utils.addJobs(documents.map((payload) => ({ identifier: TASK, payload, maxAttempts: 1 }))),
  );
  await Promise.all([sent, over.promise]);
  // Stops when all batches of completions and failures are written.
  await runner.stop();
  const deadLetters = await countDeadLetters(connectionString);
  await utils.release();
  await target.end();
  return { deadLetters };
}

async function countDeadLetters(connectionString: string): Promise<number> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const { rows } = await client.query<{ count: number }>(
    'select count(*)::int as count from graphile_worker.jobs where attempts >= max_attempts',
  );
  await client.end();
  return rows[0]?.count ?? 0;
}

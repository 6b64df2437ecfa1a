import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { toRow, upsert } from '../../relay/product.ts';
import type { Row } from '../../relay/product.ts';
import type { Outcome } from '../../relay/systems.ts';
import type { PeerOptions } from '../feed.ts';
import { sendAll, WINDOW } from '../feed.ts';
import { createQueueDatabase } from '../queue-database.ts';

const QUEUE = 'relay';
const DEAD_LETTERS = 'relay-dead';
/** Concurrent batches: one is fetched or completed while the other is written. */
const CONSUMERS = 2;
const IDLE_MS = 20;

/**
 * Jobs inserted in bulk, fetched and completed in batches of a window (`insert`, `fetch`, `complete`), without waiting for a
 * polling interval. The queue lives in the same PostgreSQL as the target, in a separate database.
 */
export async function runPgBoss(options: PeerOptions): Promise<Outcome> {
  const boss = new PgBoss({
    connectionString: await createQueueDatabase(options.databaseUrl),
    max: 2 * CONSUMERS + 4,
    supervise: false,
    schedule: false,
  });
  boss.on('error', (error) => console.error(error));
  await boss.start();
  await boss.createQueue(DEAD_LETTERS);
  await boss.createQueue(QUEUE, { retryLimit: 0, deadLetter: DEAD_LETTERS });
  const pool = new pg.Pool({ connectionString: options.databaseUrl, max: CONSUMERS });
  options.onStart(Date.now());
  const progress = { done: 0 };
  await Promise.all([
    sendAll(options, (documents) =>
      boss.insert(
        QUEUE,
        documents.map((data) => ({ data })),
      ),
    ),
    ...Array.from({ length: CONSUMERS }, () => consume(boss, pool, options.records, progress)),
  ]);
  const [stats] = await boss.getQueueStats(DEAD_LETTERS);
  await pool.end();
  await boss.stop({ graceful: false });
  return { deadLetters: stats?.totalCount ?? 0 };
}

async function consume(
  boss: PgBoss,
  pool: pg.Pool,
  records: number,
  progress: { done: number },
): Promise<void> {
  while (progress.done < records) {
    const jobs = await boss.fetch(QUEUE, { batchSize: WINDOW });
    if (jobs.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
      continue;
    }
    const rows: Row[] = [];
    const valid: string[] = [];
    const invalid: string[] = [];
    for (const { id, data } of jobs) {
      const row = toRow(data);
      if (row) rows.push(row);
      (row ? valid : invalid).push(id);
    }
    await upsert(pool, rows);
    await boss.complete(QUEUE, valid);
    if (invalid.length > 0) await boss.fail(QUEUE, invalid, { reason: 'invalid' });
    progress.done += jobs.length;
  }
}

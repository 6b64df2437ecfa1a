import pg from 'pg';
import { toRow, upsert } from '../../relay/product.ts';
import type { Outcome } from '../../relay/systems.ts';
import type { PeerOptions } from '../feed.ts';
import { windowsOf } from '../feed.ts';
import { keepDeadLetters } from '../dead-letters.ts';

/** The upsert that all relays use, without a queue before it: work in progress is lost when the process dies. */
export async function runRowWise(options: PeerOptions): Promise<Outcome> {
  const pool = new pg.Pool({ connectionString: options.databaseUrl, max: 1 });
  await using deadLetters = await keepDeadLetters(options.databaseUrl);
  options.onStart(Date.now());
  let writing: Promise<void> = Promise.resolve();
  for (const window of windowsOf(options)) {
    const rows = await deadLetters.sort(
      window.map((document) => JSON.stringify(document)),
      toRow,
    );
    // The next window is parsed and validated while this one is written.
    await writing;
    writing = upsert(pool, rows);
  }
  await writing;
  await pool.end();
  return { deadLetters: await deadLetters.count() };
}

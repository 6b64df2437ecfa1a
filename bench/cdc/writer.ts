import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { seeded } from '../support/random.ts';

const RETRY_MS = 100;
/** Occasionally a transaction is larger than a page. */
const LARGE_EVERY = 300;
const LARGE = 2_500;

export interface Load {
  /** Total number of row changes. */
  readonly changes: number;
  /** Rows that the table holds at the start. */
  readonly rows: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onProgress: (changes: number) => void;
}

/**
 * An application that changes the source: transactions of one to twenty changes, occasionally a large one. Survives a crash of its
 * database.
 */
export async function writeChanges(databaseUrl: string, load: Load): Promise<void> {
  const random = seeded(load.seed);
  const below = (limit: number) => Math.floor(random() * limit);
  let client: pg.Client | null = null;
  let transactions = 0;
  for (let change = 1; change <= load.changes;) {
    const size = ++transactions % LARGE_EVERY === 0 ? LARGE : 1 + below(20);
    const until = Math.min(load.changes, change + size - 1);
    const statements: string[] = [];
    for (let n = change; n <= until; n++) statements.push(statement(n, load.rows, below));
    const text = `begin; ${statements.join('; ')}; commit`;
    for (;;) {
      load.signal.throwIfAborted();
      try {
        client ??= await connect(databaseUrl);
        await client.query(text);
        break;
      } catch {
        // The commit's outcome is unknown; both would be right, and repeating is harmless.
        await client?.end().catch(() => undefined);
        client = null;
        await wait(RETRY_MS, undefined, { signal: load.signal });
      }
    }
    change = until + 1;
    load.onProgress(until);
  }
  await client?.end();
}

async function connect(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined); // The query that it breaks reports it.
  await client.connect();
  return client;
}

/** Mostly updates, of which few touch the large column; inserts, deletes, and keys that change. */
function statement(n: number, rows: number, below: (limit: number) => number): string {
  const key = `'p${1 + below(rows)}'`;
  const kind = below(100);
  if (kind < 60) return `update product set name = 'n${n}', change = ${n} where sku = ${key}`;
  if (kind < 65)
    return `update product set text = repeat('y', ${below(2) * 6_000 + 5}), change = ${n} where sku = ${key}`;
  if (kind < 80)
    return `insert into product values (${key}, 'new ${n}', ${below(10_000) / 100}, repeat('z', ${below(2) * 4_000}), ${n})
      on conflict (sku) do update set price = excluded.price, change = excluded.change`;
  if (kind < 90) return `delete from product where sku = ${key}`;
  return `update product set sku = 'r${n}', change = ${n} where sku = ${key} and not exists (select from product where sku = 'r${n}')`;
}

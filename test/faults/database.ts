import pg from 'pg';

const AGAIN_MS = 100;

/** Runs one step after the other until the signal aborts; reconnects after each outage of the database. */
export async function keepWorking(
  databaseUrl: string,
  signal: AbortSignal,
  step: (client: pg.Client) => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await withClient(databaseUrl, async (client) => {
        client.on('error', () => undefined); // The running statement rejects.
        while (!signal.aborted) await step(client);
      });
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof Error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

export async function rows<Row extends object>(databaseUrl: string, sql: string): Promise<Row[]> {
  return withClient(databaseUrl, async (client) => (await client.query<Row>(sql)).rows);
}

export async function withClient<T>(
  databaseUrl: string,
  run: (client: pg.Client) => Promise<T>,
  queryLimitMs = 30_000,
): Promise<T> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 5_000,
    query_timeout: queryLimitMs,
  });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end().catch(() => undefined); // The server may be gone: its outages are part of the test.
  }
}

export async function inTransaction(client: pg.Client, run: () => Promise<void>): Promise<void> {
  await client.query('begin');
  await run();
  await client.query('commit');
}

/** Terminates the replication connections only. */
export async function endReplication(databaseUrl: string): Promise<void> {
  await rows(databaseUrl, 'select pg_terminate_backend(pid) from pg_stat_replication');
}

import pg from 'pg';

const AGAIN_MS = 100;

/** Does one step of work after the other until the signal aborts, across outages of the database. */
export async function keepWorking(
  databaseUrl: string,
  signal: AbortSignal,
  step: (client: pg.Client) => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await withClient(databaseUrl, async (client) => {
        client.on('error', () => undefined); // The statement under way rejects.
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
    await client.end().catch(() => undefined); // It may be gone already, which is what this is about.
  }
}

export async function inTransaction(client: pg.Client, run: () => Promise<void>): Promise<void> {
  await client.query('begin');
  await run();
  await client.query('commit');
}

/** Ends the connections that changes come over, and those alone. */
export async function endReplication(databaseUrl: string): Promise<void> {
  await rows(databaseUrl, 'select pg_terminate_backend(pid) from pg_stat_replication');
}

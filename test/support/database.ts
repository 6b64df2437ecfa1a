import { setImmediate as nextTurn } from 'node:timers/promises';
import pg from 'pg';

/** Runs one statement on its own connection. */
export async function rowsOf<Row extends pg.QueryResultRow>(
  databaseUrl: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** Does the work while the table is locked against all other readers and writers. */
export async function whileLocked(
  databaseUrl: string,
  table: string,
  work: () => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`begin; lock table ${table}`);
    await work();
    await client.query('commit');
  } finally {
    await client.end();
  }
}

/** Waits until a backend of this database waits for a lock. @returns its process id */
export async function waitingBackend(sql: pg.Client): Promise<number> {
  for (;;) {
    const { rows } = await sql.query<{ pid: number }>(
      `select pid from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows[0]) return rows[0].pid;
  }
}

/** Resolves when the query has a row. */
export async function untilRow(
  databaseUrl: string,
  query: string,
  signal: AbortSignal,
): Promise<void> {
  while ((await rowsOf(databaseUrl, query)).length === 0) {
    signal.throwIfAborted();
    await nextTurn();
  }
}

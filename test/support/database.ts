import pg from 'pg';

/** Runs one statement on a connection of its own. */
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

/** Nobody else can read or write the table until the work is done. */
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

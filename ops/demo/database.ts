import pg from 'pg';

/** A database of its own for one of the sample systems, on the same PostgreSQL as the hub's. */
export async function openDatabase(serverUrl: string, name: string): Promise<pg.Pool> {
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  try {
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await admin.query(`create database ${pg.escapeIdentifier(name)}`);
  } finally {
    await admin.end();
  }
  const pool = new pg.Pool({ connectionString: databaseUrl(serverUrl, name), max: 4 });
  // A connection that breaks while idle is replaced at the next query, which tells if that fails.
  pool.on('error', () => undefined);
  return pool;
}

export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

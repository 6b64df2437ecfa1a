import pg from 'pg';
import { Failure } from '../../src/domain/index.ts';

/** More than the hub's concurrent requests to the shop; the ERP needs few. */
const MAX_CONNECTIONS = 12;

/**
 * Opens a database for one of the sample systems on the hub's PostgreSQL, and creates it at the first start.
 * @throws Failure SETUP_FAILED when it cannot be created
 */
export async function openDatabase(serverUrl: string, name: string): Promise<pg.Pool> {
  await ensureDatabase(serverUrl, name);
  const pool = new pg.Pool({
    connectionString: databaseUrl(serverUrl, name),
    max: MAX_CONNECTIONS,
  });
  // A connection that breaks while idle is replaced at the next query, which reports if that fails too.
  pool.on('error', () => undefined);
  return pool;
}

/** Returns the address of another database on the same server. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function ensureDatabase(serverUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  try {
    await client.connect();
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    throw new Failure('SETUP_FAILED', {
      message: `The demo's database ${name} cannot be created: ${(error as Error).message}. Give the user of STELLWERK_DATABASE_URL the right to create databases, or unset it for an embedded PostgreSQL.`,
      cause: error,
    });
  } finally {
    await client.end();
  }
}

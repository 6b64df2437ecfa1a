import pg from 'pg';

const NAME = 'peer_queue';

/** Creates a database for a queue that lives in PostgreSQL, on the target's server. @returns its URL */
export async function createQueueDatabase(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`create database ${NAME}`);
  await client.end();
  const url = new URL(databaseUrl);
  url.pathname = `/${NAME}`;
  return url.href;
}

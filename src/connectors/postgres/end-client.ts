import type pg from 'pg';

const LIMIT_MS = 2_000;

/**
 * Closes a connection of its own. A server that does not answer, because it is stopped or unreachable, would never confirm this: after
 * two seconds the socket is destroyed. Never throws: a connection that is broken already counts as closed.
 */
export async function endClient(client: pg.Client): Promise<void> {
  const { connection } = client;
  const late = setTimeout(() => connection.stream.destroy(), LIMIT_MS);
  try {
    await client.end();
  } catch {
    connection.stream.destroy();
  } finally {
    clearTimeout(late);
  }
}

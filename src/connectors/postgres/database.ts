import pg from 'pg';
import type { PostgresSettings } from './spec.ts';

const CONNECT_TIMEOUT_MS = 10_000;

export interface Query {
  readonly text: string;
  readonly values?: readonly unknown[];
  /** Prepares the statement under this name, once per connection. */
  readonly name?: string;
}

/** The connections to one database, shared by all streams and lanes of the connector. */
export class Database {
  readonly #pool: pg.Pool;

  constructor(settings: PostgresSettings, name: string) {
    this.#pool = new pg.Pool({
      connectionString: settings.url,
      max: settings.maxConnections,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: settings.statementTimeoutMs,
      // The server's own limit ends a statement; this one ends the wait for a server that does not answer any more.
      query_timeout: settings.statementTimeoutMs + 5_000,
      application_name: `stellwerk ${name}`,
      options: '-c timezone=UTC -c plan_cache_mode=force_generic_plan',
      keepAlive: true,
    });
    // A connection that breaks while nobody uses it is replaced at the next query, which tells if that fails.
    this.#pool.on('error', () => undefined);
  }

  /** Runs one statement, its own transaction. Aborting cancels it in the server. @returns rows as arrays of columns */
  async query<Row extends unknown[]>(query: Query, signal: AbortSignal): Promise<Row[]> {
    signal.throwIfAborted();
    const client = await this.#pool.connect();
    const cancel = () => void this.#cancel(client);
    signal.addEventListener('abort', cancel, { once: true });
    let broken = false;
    try {
      const { text, name, values = [] } = query;
      const result = await client.query<Row>({
        text,
        values: [...values],
        rowMode: 'array',
        ...(name === undefined ? {} : { name }),
      });
      return result.rows;
    } catch (error) {
      // Errors without an SQLSTATE come from the connection, not from the server.
      broken = !/^[0-9A-Z]{5}$/.test((error as { code?: string }).code ?? '');
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', cancel);
      client.release(broken);
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #cancel(client: pg.PoolClient): Promise<void> {
    const { processID } = client as pg.PoolClient & { readonly processID?: number };
    // When even this fails, the statement's time limit ends it.
    await this.#pool.query('select pg_cancel_backend($1)', [processID]).catch(() => undefined);
  }
}

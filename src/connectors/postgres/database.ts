import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Priority } from '../../connector-api/index.ts';
import { Places } from '../../connector-api/index.ts';
import { orAborted } from '../common/or-aborted.ts';
import { endClient } from './end-client.ts';
import { isConnectionLost } from './failures.ts';
import type { PostgresSettings } from './spec.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const CANCEL_TIMEOUT_MS = 2_000;
/** Less than the five seconds that a connector has to close. */
const CLOSE_TIMEOUT_MS = 4_000;
/** A connection keeps its prepared statements; documents with ever-changing fields must not fill its memory. */
const MAX_PREPARED = 200;

export interface Query {
  readonly text: string;
  readonly values?: readonly unknown[];
  /** Whether the statement is repeated often; it is then parsed once per connection. Default false. */
  readonly prepared?: boolean;
}

/** Runs queries on one database. */
export type Queries = Pick<Database, 'query'>;

/** The connections to one database, shared by all streams and lanes of the connector; callers wait for one by priority. */
export class Database {
  readonly #config: pg.ClientConfig;
  readonly #pool: pg.Pool;
  readonly #places: Places;
  /** Keyed by text, so that lanes with the same statement share a name and different statements never do. */
  readonly #prepared = new Map<string, string>();
  readonly #cancelling = new Set<Promise<void>>();

  constructor(settings: PostgresSettings, name: string) {
    this.#config = {
      connectionString: settings.url,
      application_name: `stellwerk ${name}`,
      keepAlive: true,
    };
    this.#places = new Places(settings.maxConnections, CONNECT_TIMEOUT_MS);
    this.#pool = new pg.Pool({
      ...this.#config,
      Client: ClosingClient,
      max: settings.maxConnections,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: settings.statementTimeoutMs,
      // The server's own limit ends a statement; this one ends the wait for a server that no longer answers.
      query_timeout: settings.statementTimeoutMs + 5_000,
      options: '-c timezone=UTC -c plan_cache_mode=force_generic_plan',
    });
    // An idle connection that breaks is replaced at the next query, which reports a failure to do so.
    this.#pool.on('error', () => undefined);
    // A connection that breaks in use rejects its query. The pool listens only while it is idle, and an unhandled error ends the
    // process.
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /**
   * Runs one statement in its own transaction. Aborting rejects at once and cancels the statement in the server; whether a write
   * still took effect is then unknown. @returns rows as arrays of columns
   */
  async query<Row extends unknown[]>(
    query: Query,
    signal: AbortSignal,
    priority: Priority = 'normal',
  ): Promise<Row[]> {
    const giveBack = await this.#places.take(priority, signal);
    try {
      return await this.#run(query, signal);
    } finally {
      giveBack();
    }
  }

  /** The same queries with another priority; absent: normal. */
  withPriority(priority: () => Priority = () => 'normal'): Queries {
    return { query: (query, signal) => this.query(query, signal, priority()) };
  }

  async #run<Row extends unknown[]>(query: Query, signal: AbortSignal): Promise<Row[]> {
    const client = await this.#connect(signal);
    let unusable = false;
    try {
      const { text, values = [], prepared = false } = query;
      const name = prepared ? this.#nameOf(text) : undefined;
      const running = client.query<Row>({
        text,
        values: [...values],
        rowMode: 'array',
        ...(name === undefined ? {} : { name }),
      });
      return (await orAborted(running, signal)).rows;
    } catch (error) {
      unusable = signal.aborted || isConnectionLost(error);
      if (signal.aborted) this.#cancel(client);
      throw error;
    } finally {
      // An aborted connection is closed, so that the cancellation cannot hit the next user's statement.
      client.release(unusable);
    }
  }

  /** Settings for a dedicated connection, as replication requires. Values arrive as the text that JSON is made of. */
  get sessionConfig(): pg.ClientConfig {
    return {
      ...this.#config,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      options:
        '-c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres -c bytea_output=hex -c extra_float_digits=1',
    };
  }

  async close(): Promise<void> {
    const ended = Promise.all([this.#pool.end(), ...this.#cancelling]);
    const limit = new AbortController();
    const late = wait(CLOSE_TIMEOUT_MS, undefined, { signal: limit.signal }).catch(() => undefined);
    await Promise.race([ended, late]);
    limit.abort();
  }

  async #connect(signal: AbortSignal): Promise<pg.PoolClient> {
    signal.throwIfAborted();
    const connecting = this.#pool.connect();
    try {
      return await orAborted(connecting, signal);
    } catch (error) {
      // A connection that arrives late goes back unused.
      void connecting.then(
        (client) => client.release(),
        () => undefined,
      );
      throw error;
    }
  }

  #nameOf(text: string): string | undefined {
    const known = this.#prepared.get(text);
    if (known !== undefined || this.#prepared.size >= MAX_PREPARED) return known;
    const name = `stellwerk ${this.#prepared.size}`;
    this.#prepared.set(text, name);
    return name;
  }

  /** Uses its own connection, because the pool may have none left. If even this fails, the statement's time limit ends it. */
  #cancel(client: pg.PoolClient): void {
    const { processID } = client as pg.PoolClient & { readonly processID?: number };
    const cancelling = cancelBackend(this.#config, processID)
      .catch(() => undefined)
      .finally(() => this.#cancelling.delete(cancelling));
    this.#cancelling.add(cancelling);
  }
}

/** Closes a connection that the client gives up by itself, for lack of a password. The server would keep it for a minute. */
class ClosingClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    this.connection.on('error', () => this.connection.stream.destroy());
  }
}

async function cancelBackend(
  config: pg.ClientConfig,
  processID: number | undefined,
): Promise<void> {
  const client = new pg.Client({
    ...config,
    connectionTimeoutMillis: CANCEL_TIMEOUT_MS,
    query_timeout: CANCEL_TIMEOUT_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select pg_cancel_backend($1)', [processID]);
  } finally {
    await endClient(client);
  }
}

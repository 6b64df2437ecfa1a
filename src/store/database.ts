import { Socket } from 'node:net';
import pg from 'pg';
import type { ClientBase } from 'pg';
import type { Priority } from '../domain/index.ts';
import { Places } from '../domain/index.ts';
import { sessionSettings } from './statements.ts';

/** Connections of one hub to its database, apart from the ORM's. Two per busy lane are in use: it claims while it settles. */
const MAX_CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 10_000;
/** The server gives up on a statement; a batch of 1,000 takes some 10 ms. */
const STATEMENT_TIMEOUT_MS = 30_000;
/** The client gives up a little later: then not even the server's refusal arrived. */
const ANSWER_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 5_000;

/** A column of a row: text as PostgreSQL wrote it, or null. */
export type TextColumn = string | null;

/** A statement that is prepared once per connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Runs one statement of a transaction. @returns the columns of its first row as text, none where it has no row */
export type RunStatement = (
  statement: Statement,
  values: readonly unknown[],
) => Promise<readonly TextColumn[]>;

/** Every connection of the hub is made with these. */
export function connectionOptions(databaseUrl: string, applicationName: string): pg.ClientConfig {
  return {
    connectionString: databaseUrl,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    keepAlive: true,
  };
}

/** A connection outside the pools. */
export interface OwnConnection {
  readonly client: pg.Client;
  /** Breaks it at once, whatever it waits for: the call under way rejects, and the server sees it gone. */
  readonly destroy: () => void;
}

/** Prepares a connection for one purpose; the caller connects and ends it. `limits` replaces the usual time limits. */
export function ownConnection(
  databaseUrl: string,
  applicationName: string,
  limits: Pick<pg.ClientConfig, 'statement_timeout' | 'query_timeout'> = {},
): OwnConnection {
  // The driver's own `end` waits for a connection that is still being made, hence a socket within our reach.
  const socket = new Socket();
  const options = connectionOptions(databaseUrl, applicationName);
  return {
    client: new pg.Client({ ...options, ...limits, stream: () => socket }),
    destroy: () => void socket.destroy(),
  };
}

/** How many connections a pool has, and how many calls wait for one. */
export interface PoolUse {
  readonly busy: number;
  readonly idle: number;
  readonly waiting: number;
}

/** Runs the record path's statements. */
export type Statements = Pick<Database, 'one' | 'transaction'>;

/**
 * The pool on which the record path's statements run. Connects when needed and again after every break. Who finds no connection
 * free waits by priority.
 */
export class Database {
  readonly #pool: pg.Pool;
  readonly #places = new Places(MAX_CONNECTIONS, CONNECT_TIMEOUT_MS);

  constructor(databaseUrl: string, namespace: string) {
    this.#pool = new pg.Pool({
      ...connectionOptions(databaseUrl, `stellwerk ${namespace}`),
      max: MAX_CONNECTIONS,
      onConnect: prepareSession,
    });
    // An idle connection that breaks is dropped by the pool, and the next call gets a new one: nothing to tell anybody.
    this.#pool.on('error', () => undefined);
    // One that breaks within a transaction rejects the statement; unheard, its event would end the process.
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /**
   * Runs a prepared statement and returns the columns of its first row as text. Throws what the driver throws; after an error
   * the connection is closed, since a time limit may have left a statement running on it.
   * @param signal gives up the statement: its connection is closed, and the server notices within a second
   */
  async one(
    statement: Statement,
    values: readonly unknown[],
    signal?: AbortSignal,
    priority: Priority = 'normal',
  ): Promise<readonly TextColumn[]> {
    const run = () =>
      signal
        ? this.#interruptible(statement, values, signal)
        : this.#pool.query<TextColumn[]>(queryOf(statement, values));
    const { rows } = await this.#inPlace(priority, run, signal);
    if (!rows[0]) throw new Error(`The statement "${statement.name}" returned no row.`);
    return rows[0];
  }

  /** Runs prepared statements in one transaction, which is rolled back when `work` throws. */
  async transaction<T>(
    work: (run: RunStatement) => Promise<T>,
    priority: Priority = 'normal',
  ): Promise<T> {
    return this.#inPlace(priority, () => this.#transaction(work));
  }

  /** The same for somebody of this priority. */
  withPriority(priority: () => Priority): Statements {
    return {
      one: (statement, values, signal) => this.one(statement, values, signal, priority()),
      transaction: (work) => this.transaction(work, priority()),
    };
  }

  async #inPlace<T>(priority: Priority, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const giveBack = await this.#places.take(priority, signal);
    try {
      return await work();
    } finally {
      giveBack();
    }
  }

  async #transaction<T>(work: (run: RunStatement) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    let broken = true;
    try {
      await client.query('begin');
      const done = await work(async (statement, values) => {
        const { rows } = await client.query<TextColumn[]>(queryOf(statement, values));
        return rows[0] ?? [];
      });
      await client.query('commit');
      broken = false;
      return done;
    } finally {
      // Closing the connection rolls back, also where the server would not answer any more.
      client.release(broken);
    }
  }

  async #interruptible(
    statement: Statement,
    values: readonly unknown[],
    signal: AbortSignal,
  ): Promise<pg.QueryArrayResult<TextColumn[]>> {
    signal.throwIfAborted();
    const client = await this.#pool.connect();
    const given = Promise.withResolvers<never>();
    const giveUp = () => given.reject(signal.reason as Error);
    signal.addEventListener('abort', giveUp, { once: true });
    let broken = true;
    try {
      signal.throwIfAborted();
      const running = client.query<TextColumn[]>(queryOf(statement, values));
      running.catch(() => undefined); // Told by the race, unless the caller has left.
      const result = await Promise.race([running, given.promise]);
      broken = false;
      return result;
    } finally {
      signal.removeEventListener('abort', giveUp);
      client.release(broken);
    }
  }

  use(): PoolUse {
    const { totalCount, idleCount, waitingCount } = this.#pool;
    return {
      busy: totalCount - idleCount,
      idle: idleCount,
      waiting: waitingCount + this.#places.waiting,
    };
  }

  /** Waits for running statements. */
  async close(): Promise<void> {
    await this.#pool.end();
  }
}

function queryOf(statement: Statement, values: readonly unknown[]) {
  return { ...statement, values: [...values], rowMode: 'array' as const, types: asText };
}

// Typed as returning nothing, but the pool waits for the promise before it hands the connection out.
const prepareSession: (client: ClientBase) => unknown = (client) => client.query(sessionSettings);

const asText: pg.CustomTypesConfig = {
  getTypeParser: () => (value: string | Buffer) => value.toString(),
};

/** A name as an SQL identifier. */
export const quote = (name: string): string => pg.escapeIdentifier(name);

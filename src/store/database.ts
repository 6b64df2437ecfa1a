import { Socket } from 'node:net';
import pg from 'pg';
import type { ClientBase } from 'pg';
import type { Priority } from '../domain/index.ts';
import { Places } from '../domain/index.ts';
import { sessionSettings } from './statements.ts';

/**
 * Connections of one hub to its database, in addition to the ORM's. A busy lane uses two: it claims while it settles.
 */
const MAX_CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 10_000;
/** The server cancels a statement after this; a batch of 1,000 takes about 10 ms. */
const STATEMENT_TIMEOUT_MS = 30_000;
/** The client gives up slightly later, for the case that not even the server's refusal arrives. */
const ANSWER_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 5_000;

/**
 * The server ends a transaction whose hub says nothing for this long. A hub that vanished with its machine, or stands
 * still, would keep its locks for hours, and the hub that takes its place could not settle those lanes.
 */
const SILENT_TRANSACTION_MS = 30_000;

/** A column of a row: text as PostgreSQL wrote it, or null. */
export type TextColumn = string | null;

/** A statement that is prepared once per connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Runs one statement of a transaction. @returns the columns of its first row as text; empty if there is no row */
export type RunStatement = (
  statement: Statement,
  values: readonly unknown[],
) => Promise<readonly TextColumn[]>;

/** The lines to the database: the sockets of a hub's connections. */
export class Lines {
  readonly #open = new Set<Socket>();
  #isCut = false;

  /** Creates a socket, which the driver connects. */
  readonly open = (): Socket => {
    const socket = new Socket();
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
    // Later, since the driver connects a socket even if it is destroyed.
    if (this.#isCut) setImmediate(() => socket.destroy());
    return socket;
  };

  /** Ends all connections, and from now on each new one: calls in progress and later ones fail at once. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#open) socket.destroy();
  }
}

/** Where a hub's database is, and the lines that lead there. */
export interface DatabasePlace {
  readonly databaseUrl: string;
  readonly lines: Lines;
  /** After how long the server ends a transaction that is left open. Default 30 s. */
  readonly silentTransactionMs?: number | undefined;
}

/** Options of every connection of the hub. */
export function connectionOptions(
  { databaseUrl, lines, silentTransactionMs = SILENT_TRANSACTION_MS }: DatabasePlace,
  applicationName: string,
): pg.ClientConfig {
  return {
    connectionString: databaseUrl,
    application_name: applicationName,
    stream: lines.open,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    idle_in_transaction_session_timeout: silentTransactionMs,
    keepAlive: true,
  };
}

/** A connection outside the pools. */
export interface OwnConnection {
  readonly client: pg.Client;
  /**
   * Closes the connection at once, even while it is waiting: a call in progress rejects, and the server notices the
   * loss.
   */
  readonly destroy: () => void;
}

/** Prepares a connection for one purpose; the caller connects and ends it. `limits` replaces the usual time limits. */
export function ownConnection(
  place: DatabasePlace,
  applicationName: string,
  limits: Pick<pg.ClientConfig, 'statement_timeout' | 'query_timeout'> = {},
): OwnConnection {
  // The driver's own `end` waits for a connection that is still being established, so the socket is created here.
  const socket = place.lines.open();
  const options = connectionOptions(place, applicationName);
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
 * The pool of connections for the record path's statements. Connects when needed and again after every break. Calls
 * that find no free connection wait by priority.
 */
export class Database {
  readonly #pool: pg.Pool;
  readonly #places = new Places(MAX_CONNECTIONS, CONNECT_TIMEOUT_MS);

  constructor(place: DatabasePlace, namespace: string) {
    this.#pool = new pg.Pool({
      ...connectionOptions(place, `stellwerk ${namespace}`),
      max: MAX_CONNECTIONS,
      onConnect: prepareSession,
    });
    // The pool drops an idle connection that breaks, and the next call gets a new one, so there is nothing to report.
    this.#pool.on('error', () => undefined);
    // A connection that breaks within a transaction rejects the statement. Without a listener its event would end the
    // process.
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /**
   * Runs a prepared statement and returns the columns of its first row as text. Throws what the driver throws. After an
   * error the connection is closed, since a statement that exceeded a time limit may still be running on it.
   * @param signal cancels the statement: its connection is closed, and the server notices within a second
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

  /** Runs prepared statements in one transaction, which is rolled back if `work` throws. */
  async transaction<T>(
    work: (run: RunStatement) => Promise<T>,
    priority: Priority = 'normal',
  ): Promise<T> {
    return this.#inPlace(priority, () => this.#transaction(work));
  }

  /** Returns the same functions for a caller of this priority. */
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
      // Closing the connection rolls back, even if the server no longer answers.
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
      running.catch(() => undefined); // The race reports it, unless the caller has given up.
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

// Declared as returning nothing, but the pool waits for the promise before it hands out the connection.
const prepareSession: (client: ClientBase) => unknown = (client) => client.query(sessionSettings);

const asText: pg.CustomTypesConfig = {
  getTypeParser: () => (value: string | Buffer) => value.toString(),
};

/** Quotes a name as an SQL identifier. */
export const quote = (name: string): string => pg.escapeIdentifier(name);

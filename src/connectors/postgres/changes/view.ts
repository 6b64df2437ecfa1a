import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { Failure } from '../../../connector-api/index.ts';
import type { Query } from '../database.ts';
import { orAborted } from '../../common/or-aborted.ts';
import { endClient } from '../end-client.ts';
import { isNotThere } from '../failures.ts';

/** An abandoned view holds up vacuum in the source, so the server ends it after this time. */
const IDLE_LIMIT_MS = 15 * 60_000;

/** A database as of the creation of a slot: one transaction on its own connection. */
export class View {
  readonly id = randomUUID();
  readonly #client: pg.Client;
  #broken = false;

  private constructor(client: pg.Client) {
    this.#client = client;
    client.on('error', () => void (this.#broken = true));
    client.on('end', () => void (this.#broken = true));
  }

  /**
   * @param snapshot as returned by `createSlot`, whose connection must still be open
   * @throws Failure SOURCE_UNAVAILABLE when that connection has broken meanwhile, because the snapshot is lost with it
   */
  static async open(
    config: pg.ClientConfig,
    snapshot: string,
    {
      statementTimeoutMs,
      signal,
    }: { readonly statementTimeoutMs: number; readonly signal: AbortSignal },
  ): Promise<View> {
    signal.throwIfAborted();
    const client = new pg.Client({
      ...config,
      statement_timeout: statementTimeoutMs,
      query_timeout: statementTimeoutMs + 5_000,
      idle_in_transaction_session_timeout: IDLE_LIMIT_MS,
    });
    const view = new View(client);
    try {
      await client.connect();
      await client.query('begin transaction isolation level repeatable read, read only');
      await takeOver(client, snapshot);
      return view;
    } catch (error) {
      await view.close();
      throw error;
    }
  }

  /** Whether it can still be read. */
  get isOpen(): boolean {
    return !this.#broken;
  }

  /**
   * Runs a query; any failure ends the view. Aborting rejects at once but lets the statement finish: a run that is cut short
   * because the log is full continues on this view later. @returns rows as arrays of columns
   */
  async query<Row extends unknown[]>({ text, values = [] }: Query, signal: AbortSignal) {
    signal.throwIfAborted();
    const query = { text, values: [...values], rowMode: 'array' as const };
    const running = this.#client.query<Row>(query);
    running.catch(() => this.close());
    return (await orAborted(running, signal)).rows;
  }

  async close(): Promise<void> {
    this.#broken = true;
    await endClient(this.#client);
  }
}

async function takeOver(client: pg.Client, snapshot: string): Promise<void> {
  try {
    await client.query(`set transaction snapshot ${pg.escapeLiteral(snapshot)}`);
  } catch (error) {
    if (!isNotThere(error)) throw error;
    const message = `The connection that held the snapshot of the new slot broke: ${String(error)}`;
    throw new Failure('SOURCE_UNAVAILABLE', { message, cause: error });
  }
}

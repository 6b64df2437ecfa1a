import type { AuditPoint } from '../domain/index.ts';
import { chain, Failure } from '../domain/index.ts';
import { bigintArray, textArray } from '../sql/index.ts';
import { appendSql, lockHeadSql } from './audit-statements.ts';
import type { Database, RunStatement } from './database.ts';
import { storeCall } from './failures.ts';

/** Rows per transaction. An entry is usually under 5 kB, so this is at most a megabyte. */
const MAX_BATCH = 200;
/** Maximum number of calls that wait while the database does not answer, to bound memory. */
const MAX_WAITING = 10_000;

interface Waiting {
  readonly entry: string;
  /** The id of the intent that ends with the entry. */
  readonly intent: string | undefined;
  readonly done: PromiseWithResolvers<void>;
}

/** Appends entries, one transaction at a time; entries that arrive during a transaction share the next one. */
export class AuditAppender {
  readonly #database: Database;
  readonly #schema: string;
  #waiting: Waiting[] = [];
  #writing = false;

  constructor(database: Database, schema: string) {
    this.#database = database;
    this.#schema = schema;
  }

  /**
   * Resolves when the entry's row is committed.
   * @param entry canonical JSON @param intent the id of the intent that ends in the same transaction
   */
  append(entry: string, intent?: string): Promise<void> {
    if (this.#waiting.length >= MAX_WAITING) return Promise.reject(overrun());
    const done = Promise.withResolvers<void>();
    this.#waiting.push({ entry, intent, done });
    if (!this.#writing) void this.#write();
    return done.promise;
  }

  /** Never rejects: each caller gets the result of the transaction that held its entry. */
  async #write(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, MAX_BATCH);
      try {
        await this.#commit(batch);
        for (const { done } of batch) done.resolve();
      } catch (error) {
        for (const { done } of batch) done.reject(error);
      }
    }
    this.#writing = false;
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    const entries = batch.map(({ entry }) => entry);
    const intents = batch.flatMap(({ intent }) => intent ?? []);
    await storeCall('append to the audit log', () =>
      this.#database.transaction((run) => appendTo(run, this.#schema, entries, intents)),
    );
  }
}

/** Appends within a transaction. @param intents the ids of those that are over @returns the last row's point */
export async function appendTo(
  run: RunStatement,
  schema: string,
  entries: readonly string[],
  intents: readonly string[] = [],
): Promise<AuditPoint> {
  const rows = chain(await lockHead(run, schema), entries);
  const head = rows.at(-1);
  if (!head) throw new TypeError('There is nothing to append.');
  await run({ name: 'append-audit', text: appendSql(schema) }, [
    bigintArray(rows.map(({ seq }) => seq)),
    textArray(rows.map(({ entry }) => entry)),
    textArray(rows.map(({ hash }) => hash)),
    head.seq,
    head.hash,
    textArray(intents),
  ]);
  return head;
}

/** @throws Failure STORE_UNAVAILABLE if the head is missing: without it, nothing can be appended that would verify */
export async function lockHead(run: RunStatement, schema: string): Promise<AuditPoint> {
  const [seq, hash] = await run({ name: 'lock-audit-head', text: lockHeadSql(schema) }, []);
  if (typeof seq === 'string' && typeof hash === 'string') return { seq: Number(seq), hash };
  throw new Failure('STORE_UNAVAILABLE', {
    message: 'The audit log has lost its head: the table audit_head was emptied.',
  });
}

function overrun(): Failure {
  return new Failure('STORE_UNAVAILABLE', {
    message: `More than ${MAX_WAITING} entries wait for the audit log; the hub database is too slow.`,
  });
}

import type { AuditPoint } from '../domain/index.ts';
import { chain, Failure } from '../domain/index.ts';
import { bigintArray, textArray } from '../sql/index.ts';
import { appendSql, lockHeadSql } from './audit-statements.ts';
import type { Database, RunStatement } from './database.ts';
import { storeCall } from './failures.ts';

/** Rows of one transaction. An entry is under 5 kB as a rule, so a megabyte at most. */
const MAX_BATCH = 200;
/** Calls that wait while the database does not answer; more would only fill the memory. */
const MAX_WAITING = 10_000;

interface Waiting {
  readonly entry: string;
  readonly done: PromiseWithResolvers<void>;
}

/** Appends entries one transaction after the other; what comes while one is under way shares the next. */
export class AuditAppender {
  readonly #database: Database;
  readonly #schema: string;
  #waiting: Waiting[] = [];
  #writing = false;

  constructor(database: Database, schema: string) {
    this.#database = database;
    this.#schema = schema;
  }

  /** @param entry canonical JSON. Resolves when its row is committed. */
  append(entry: string): Promise<void> {
    if (this.#waiting.length >= MAX_WAITING) return Promise.reject(overrun());
    const done = Promise.withResolvers<void>();
    this.#waiting.push({ entry, done });
    if (!this.#writing) void this.#write();
    return done.promise;
  }

  /** Never rejects: each caller is told of the transaction that its entry was in. */
  async #write(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, MAX_BATCH);
      try {
        await this.#commit(batch.map(({ entry }) => entry));
        for (const { done } of batch) done.resolve();
      } catch (error) {
        for (const { done } of batch) done.reject(error);
      }
    }
    this.#writing = false;
  }

  async #commit(entries: readonly string[]): Promise<void> {
    await storeCall('append to the audit log', () =>
      this.#database.transaction((run) => appendTo(run, this.#schema, entries)),
    );
  }
}

/** Appends within a transaction. @returns the last row's point */
export async function appendTo(
  run: RunStatement,
  schema: string,
  entries: readonly string[],
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
  ]);
  return head;
}

/** @throws Failure STORE_UNAVAILABLE when the head is gone: without it nothing can be appended that would hold */
export async function lockHead(run: RunStatement, schema: string): Promise<AuditPoint> {
  const [seq, hash] = await run({ name: 'lock-audit-head', text: lockHeadSql(schema) }, []);
  if (typeof seq === 'string' && typeof hash === 'string') return { seq: Number(seq), hash };
  throw new Failure('STORE_UNAVAILABLE', {
    message: 'The audit log has lost its head: somebody emptied the table audit_head.',
  });
}

function overrun(): Failure {
  return new Failure('STORE_UNAVAILABLE', {
    message: `More than ${MAX_WAITING} entries wait for the audit log; the hub database is too slow.`,
  });
}

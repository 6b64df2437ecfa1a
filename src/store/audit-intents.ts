import { randomUUID } from 'node:crypto';
import { textArray } from '../sql/index.ts';
import { appendTo } from './audit-appender.ts';
import type { Database, RunStatement } from './database.ts';
import { storeCall } from './failures.ts';

/**
 * Changes that callers have begun and whose outcome is not in the audit log yet. What remains here after its call has
 * ended (its process died, or could not store the outcome) becomes an entry of the log.
 */
export class AuditIntents {
  readonly #database: Database;
  readonly #schema: string;
  /** Those of this process, by id: null while the call lasts, then the entry that could not be stored. */
  readonly #own = new Map<string, string | null>();

  /** @param schema quoted */
  constructor(database: Database, schema: string) {
    this.#database = database;
    this.#schema = schema;
  }

  /** Resolves when the intent is on disk. @param entry what the log gets if no outcome follows @returns its id */
  async begin(entry: string): Promise<string> {
    const id = randomUUID();
    // First, so that `recordLeftovers` cannot take it for a leftover before its insert has been answered.
    this.#own.set(id, null);
    const text = `insert into ${this.#schema}.audit_intent (id, entry) values ($1, $2) returning 1`;
    try {
      await storeCall('take a change into the audit log', () =>
        this.#database.one({ name: 'begin-audit-intent', text }, [id, entry]),
      );
    } catch (error) {
      this.#own.delete(id);
      throw error;
    }
    return id;
  }

  /** The call has ended and its entry is stored. */
  ended(id: string): void {
    this.#own.delete(id);
  }

  /** The call has ended and its entry could not be stored. */
  unrecorded(id: string, entry: string): void {
    this.#own.set(id, entry);
  }

  /** Appends an entry for each intent whose call has ended: its outcome if this process knows it. @returns how many */
  async recordLeftovers(): Promise<number> {
    const lasting = [...this.#own].flatMap(([id, end]) => (end === null ? [id] : []));
    const ids = await storeCall('record changes of unknown outcome in the audit log', () =>
      this.#database.transaction((run) => this.#record(run, lasting)),
    );
    for (const id of ids) this.#own.delete(id);
    return ids.length;
  }

  async #record(run: RunStatement, lasting: readonly string[]): Promise<readonly string[]> {
    const [json] = await run({ name: 'audit-leftovers', text: leftoversSql(this.#schema) }, [
      textArray(lasting),
    ]);
    const intents = JSON.parse(json ?? '[]') as [id: string, entry: string][];
    const entries = intents.map(([id, entry]) => this.#own.get(id) ?? entry);
    const ids = intents.map(([id]) => id);
    if (entries.length > 0) await appendTo(run, this.#schema, entries, ids);
    return ids;
  }
}

/** `$1` the ids of calls that last. Returns one row: the others as a JSON array of `[id, entry]`, in the order of their calls. */
function leftoversSql(schema: string): string {
  return `select json_agg(json_build_array(id, entry::text) order by (entry ->> 'atMs')::bigint)
    from ${schema}.audit_intent where id <> all($1::text[]::uuid[])`;
}

import { setTimeout as wait } from 'node:timers/promises';
import type { JsonObject } from '../../../connector-api/index.ts';
import { textArray } from '../../../sql/index.ts';
import type { Database } from '../database.ts';
import { parseExactly } from '../exact-json.ts';
import { quote } from '../table.ts';

const VISIBLE_RETRY_MS = 20;

/** A row as the server sent it: its values as text, by column. */
export interface TextRow {
  readonly columns: readonly TextColumn[];
  readonly values: readonly (string | null)[];
}

export interface TextColumn {
  readonly name: string;
  readonly typeOid: number;
}

/** Converts rows to documents. The database does this itself, so that a document equals a polled one. */
export class Documents {
  readonly #database: Database;
  readonly #typeNames = new Map<number, string>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Returns one document per row, in order. */
  async of(rows: readonly TextRow[], signal: AbortSignal): Promise<JsonObject[]> {
    const documents = new Array<JsonObject>(rows.length);
    const indexes = rows.map((row, index) => ({ row, index }));
    const groups = Map.groupBy(indexes, ({ row }) => JSON.stringify(row.columns));
    for (const group of groups.values()) {
      const columns = group[0]?.row.columns ?? [];
      const texts = await this.#convert(
        columns,
        group.map(({ row }) => row.values),
        signal,
      );
      group.forEach(({ index }, nth) => {
        documents[index] = parseExactly(texts[nth] ?? '{}');
      });
    }
    return documents;
  }

  /**
   * Reads the current values of columns that a change left out because they are large and did not change. Later changes of these
   * columns also come through the slot. Rows that no longer exist are absent: their delete follows.
   * @param xids transactions of the changes: the slot reports a commit before other sessions see it
   */
  async current(
    {
      table,
      key,
      keyType,
    }: { readonly table: string; readonly key: string; readonly keyType: number },
    keys: readonly string[],
    xids: readonly number[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, JsonObject>> {
    await this.#visible(xids, signal);
    const type = (await this.#types([keyType], signal))[0];
    const rows = await this.#database.query<[string, string]>(
      {
        text: `select t.${quote(key)}::text, row_to_json(t)::text from ${table} t where t.${quote(key)} = any($1::text[]::${type}[])`,
        values: [textArray(keys)],
      },
      signal,
    );
    return new Map(rows.map(([keyText, document]) => [keyText, parseExactly(document)]));
  }

  async #convert(
    columns: readonly TextColumn[],
    rows: readonly (readonly (string | null)[])[],
    signal: AbortSignal,
  ): Promise<string[]> {
    const types = await this.#types(
      columns.map(({ typeOid }) => typeOid),
      signal,
    );
    const arrays = columns.map((_, nth) => `$${nth + 1}::text[]`).join(', ');
    const names = columns.map((_, nth) => `c${nth}`).join(', ');
    const fields = columns
      .map(({ name }, nth) => `u.c${nth}::${types[nth]} as ${quote(name)}`)
      .join(', ');
    const text = `select (select row_to_json(r)::text from (select ${fields}) r)
      from unnest(${arrays}) with ordinality as u(${names}, n) order by n`;
    const values = columns.map((_, nth) => textArray(rows.map((row) => row[nth] ?? null)));
    const answer = await this.#database.query<[string]>({ text, values, prepared: true }, signal);
    return answer.map(([document]) => document);
  }

  /** Returns type names for SQL; a type that no longer exists becomes text. */
  async #types(oids: readonly number[], signal: AbortSignal): Promise<readonly string[]> {
    const unknown = oids.filter((oid) => !this.#typeNames.has(oid));
    if (unknown.length > 0) {
      const text = 'select oid::text, format_type(oid, -1) from pg_type where oid = any($1::oid[])';
      const values = [`{${unknown.join(',')}}`];
      const rows = await this.#database.query<[string, string]>({ text, values }, signal);
      for (const [oid, name] of rows) this.#typeNames.set(Number(oid), name);
    }
    return oids.map((oid) => this.#typeNames.get(oid) ?? 'text');
  }

  /** Resolves when all of the transactions are visible; with synchronous standbys that takes a while. */
  async #visible(xids: readonly number[], signal: AbortSignal): Promise<void> {
    const text = `select 1 from pg_locks where locktype = 'transactionid' and granted
      and transactionid::text = any($1::text[]) limit 1`;
    const values = [textArray([...new Set(xids)].map(String))];
    for (;;) {
      const rows = await this.#database.query({ text, values }, signal);
      if (rows.length === 0) return;
      await wait(VISIBLE_RETRY_MS, undefined, { signal });
    }
  }
}

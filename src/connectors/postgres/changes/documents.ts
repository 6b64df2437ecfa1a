import { setTimeout as wait } from 'node:timers/promises';
import type { JsonObject } from '../../../connector-api/index.ts';
import { textArray } from '../../../sql/index.ts';
import type { Database } from '../database.ts';
import { parseExactly } from '../../../domain/index.ts';
import { ROW } from '../sweep-statements.ts';
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

/** A row as polling would read it; the key is null if the row has none. */
export interface KeyedDocument {
  readonly key: string | null;
  readonly document: JsonObject;
}

/** How a type is named in SQL. */
interface TypeNames {
  readonly own: string;
  /** The type that values are converted by. */
  readonly cast: string;
}

/** A type that no longer exists. */
const GONE: TypeNames = { own: 'text', cast: 'text' };

/**
 * Values are converted as their domain's base type, and labels of an enum as text, which leads to the same JSON. By the types
 * themselves, a value from before a constraint was added or a label was renamed could never be converted.
 */
const TYPES = `with recursive base as (
    select oid as asked, oid, typtype, typbasetype from pg_type where oid = any($1::oid[])
    union all select b.asked, t.oid, t.typtype, t.typbasetype from base b join pg_type t on t.oid = b.typbasetype)
  select asked::text, format_type(asked, -1), case typtype when 'e' then 'text' else format_type(oid, -1) end
  from base where typtype <> 'd'`;

/** Converts rows to documents. The database does this itself, so that a document and its key equal polled ones. */
export class Documents {
  readonly #database: Database;
  /** The column that holds the key. */
  readonly #key: string;
  readonly #typeNames = new Map<number, TypeNames>();

  constructor(database: Database, key: string) {
    this.#database = database;
    this.#key = key;
  }

  /** Returns the rows, in order, each with its document. */
  async of<Row extends TextRow>(
    rows: readonly Row[],
    signal: AbortSignal,
  ): Promise<(Row & KeyedDocument)[]> {
    const documents = new Array<Row & KeyedDocument>(rows.length);
    const indexes = rows.map((row, index) => ({ row, index }));
    const groups = Map.groupBy(indexes, ({ row }) => JSON.stringify(row.columns));
    for (const group of groups.values()) {
      const columns = group[0]?.row.columns ?? [];
      const converted = await this.#convert(
        columns,
        group.map(({ row }) => row.values),
        signal,
      );
      group.forEach(({ row, index }, nth) => {
        const [text, key] = converted[nth] ?? ['{}', null];
        documents[index] = { ...row, key, document: parseExactly(text) };
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
    { table, keyType }: { readonly table: string; readonly keyType: number },
    keys: readonly string[],
    xids: readonly number[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, JsonObject>> {
    await this.#visible(xids, signal);
    const [{ own: type } = GONE] = await this.#types([keyType], signal);
    const key = `${ROW}.${quote(this.#key)}`;
    const rows = await this.#database.query<[string, string]>(
      {
        text: `select ${key}::text, row_to_json(${ROW})::text from ${table} ${ROW} where ${key} = any($1::text[]::${type}[])`,
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
  ): Promise<[document: string, key: string | null][]> {
    const types = await this.#types(
      columns.map(({ typeOid }) => typeOid),
      signal,
    );
    const arrays = columns.map((_, nth) => `$${nth + 1}::text[]`).join(', ');
    const names = columns.map((_, nth) => `c${nth}`).join(', ');
    const fields = columns
      .map(({ name }, nth) => `u.c${nth}::${types[nth]?.cast} as ${quote(name)}`)
      .join(', ');
    const key = columns.some(({ name }) => name === this.#key)
      ? `${ROW}.${quote(this.#key)}`
      : 'null';
    const text = `select row_to_json(${ROW})::text, ${key}::text
      from unnest(${arrays}) with ordinality as u(${names}, n), lateral (select ${fields}) ${ROW} order by u.n`;
    const values = columns.map((_, nth) => textArray(rows.map((row) => row[nth] ?? null)));
    return this.#database.query({ text, values, prepared: true }, signal);
  }

  async #types(oids: readonly number[], signal: AbortSignal): Promise<readonly TypeNames[]> {
    const unknown = oids.filter((oid) => !this.#typeNames.has(oid));
    if (unknown.length > 0) {
      const query = { text: TYPES, values: [`{${unknown.join(',')}}`] };
      const rows = await this.#database.query<[string, string, string]>(query, signal);
      for (const [oid, own, cast] of rows) this.#typeNames.set(Number(oid), { own, cast });
    }
    return oids.map((oid) => this.#typeNames.get(oid) ?? GONE);
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

import pg from 'pg';
import { Failure } from '../../connector-api/index.ts';
import type { Queries } from './database.ts';

export interface Column {
  readonly name: string;
  /**
   * Without length or precision: `character varying`, `numeric`, `text[]`. A cast to a length would truncate longer values;
   * without it the column itself refuses them.
   */
  readonly type: string;
  /** As declared: `character varying(40)`, `numeric(12,2)`. */
  readonly declared: string;
  readonly nullable: boolean;
  /** Whether an insert must give a value, because there is no default. */
  readonly required: boolean;
  readonly inPrimaryKey: boolean;
}

/** A table or view as described by the catalog. */
export interface Table {
  /** As in the configuration, for messages. */
  readonly name: string;
  /** Quoted for use in SQL. */
  readonly sql: string;
  /** The schema that contains it, quoted. */
  readonly schemaSql: string;
  readonly columns: ReadonlyMap<string, Column>;
}

type AbsentCode = 'SOURCE_REFUSED' | 'TARGET_MISCONFIGURED';

/** The type modifier -1 means the bare type; none at all would turn `bpchar` into `character`, which is one letter. */
const COLUMNS = `select n.nspname, a.attname, format_type(a.atttypid, -1), format_type(a.atttypid, a.atttypmod),
    not a.attnotnull, a.attnotnull and not a.atthasdef and a.attidentity = '', coalesce(a.attnum = any(i.indkey), false)
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid
  join pg_namespace n on n.oid = c.relnamespace
  left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
  where a.attrelid = to_regclass($1) and a.attnum > 0 and not a.attisdropped
  order by a.attnum`;

type ColumnRow = [string, string, string, string, boolean, boolean, boolean];

/** @param entity `table` or `schema.table` @throws Failure with code `absent` when it does not exist */
export async function describeTable(
  database: Queries,
  entity: string,
  absent: AbsentCode,
  signal: AbortSignal,
): Promise<Table> {
  const sql = entity.split('.').map(quote).join('.');
  const rows = await database.query<ColumnRow>({ text: COLUMNS, values: [sql] }, signal);
  const [first] = rows;
  if (!first) {
    throw new Failure(absent, {
      message: `There is no table or view ${entity} (or this user may not see it).`,
    });
  }
  const columns = rows.map(
    ([, name, type, declared, nullable, required, inPrimaryKey]): Column => ({
      name,
      type,
      declared,
      nullable,
      required,
      inPrimaryKey,
    }),
  );
  return {
    name: entity,
    sql,
    schemaSql: quote(first[0]),
    columns: new Map(columns.map((column) => [column.name, column])),
  };
}

/** Returns the column of this name. @throws Failure with code `absent` that lists the existing columns */
export function columnOf(table: Table, name: string, absent: AbsentCode): Column {
  const column = table.columns.get(name);
  if (column) return column;
  throw new Failure(absent, {
    message: `Table ${table.name} has no column ${name}; it has ${[...table.columns.keys()].join(', ')}.`,
  });
}

/** Quotes a name for SQL. */
export function quote(name: string): string {
  return pg.escapeIdentifier(name);
}

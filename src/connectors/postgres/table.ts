import pg from 'pg';
import { Failure } from '../../connector-api/index.ts';
import type { Database } from './database.ts';

export interface Column {
  readonly name: string;
  /** As PostgreSQL writes it, with modifiers: `numeric(12,2)`, `text[]`. */
  readonly type: string;
  readonly nullable: boolean;
  readonly inPrimaryKey: boolean;
}

/** A table or view as the catalog describes it. */
export interface Table {
  /** As in the configuration, for messages. */
  readonly name: string;
  /** Quoted, ready for SQL. */
  readonly sql: string;
  /** The table's schema, quoted and with a dot; empty where the search path decides. */
  readonly schemaSql: string;
  readonly columns: ReadonlyMap<string, Column>;
}

const COLUMNS = `select a.attname, format_type(a.atttypid, a.atttypmod), not a.attnotnull,
    coalesce(a.attnum = any(i.indkey), false)
  from pg_attribute a
  left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
  where a.attrelid = to_regclass($1) and a.attnum > 0 and not a.attisdropped
  order by a.attnum`;

/** @param entity `table` or `schema.table` @throws Failure with code `absent` when there is none */
export async function describeTable(
  database: Database,
  entity: string,
  absent: 'SOURCE_REFUSED' | 'TARGET_MISCONFIGURED',
  signal: AbortSignal,
): Promise<Table> {
  const parts = entity.split('.').map(pg.escapeIdentifier);
  const sql = parts.join('.');
  const rows = await database.query<[string, string, boolean, boolean]>(
    { text: COLUMNS, values: [sql] },
    signal,
  );
  if (rows.length === 0) {
    throw new Failure(absent, {
      message: `There is no table or view ${entity} (or this user may not see it).`,
    });
  }
  const columns = rows.map(([name, type, nullable, inPrimaryKey]) => ({
    name,
    type,
    nullable,
    inPrimaryKey,
  }));
  return {
    name: entity,
    sql,
    schemaSql: parts.length > 1 ? `${parts[0]}.` : '',
    columns: new Map(columns.map((column) => [column.name, column])),
  };
}

/** The column of this name. @throws Failure with code `absent` that lists those there are */
export function columnOf(
  table: Table,
  name: string,
  absent: 'SOURCE_REFUSED' | 'TARGET_MISCONFIGURED',
): Column {
  const column = table.columns.get(name);
  if (column) return column;
  throw new Failure(absent, {
    message: `Table ${table.name} has no column ${name}; it has ${[...table.columns.keys()].join(', ')}.`,
  });
}

/** Whether versions in this column are moments (counted in microseconds) or plain numbers. */
export function isMoment(column: Column): boolean {
  return /^(timestamp|date)/.test(column.type);
}

/** SQL that makes a version, whole microseconds or a number, of a column. Exact: `extract` yields a numeric. */
export function versionSql(column: Column, sql: string): string {
  return isMoment(column) ? `(extract(epoch from ${sql}) * 1000000)::bigint` : `${sql}::bigint`;
}

/** SQL that makes a column's value of a version. Exact up to the year 2255, since a double holds the microseconds. */
export function valueSql(column: Column, version: string): string {
  if (!isMoment(column)) return `${version}::bigint`;
  const epoch = column.type.includes('with time zone')
    ? `timestamptz 'epoch'`
    : `timestamp 'epoch'`;
  return `(${epoch} + ${version}::bigint * interval '1 microsecond')`;
}

import type { Query } from './database.ts';
import type { Column, Table } from './table.ts';
import { quote } from './table.ts';
import { fitConditions, unfitConditions, valueSql, versionSql } from './version-column.ts';

/** What a sweep reads. */
export interface Shape {
  readonly table: Table;
  readonly key: Column;
  /** Null: every run reads everything in key order. */
  readonly version: Column | null;
  /** The columns of a document, quoted; `*` for all. */
  readonly columns: string;
}

/** Where a page begins: after a row, at a boundary, or at the beginning of the table. */
export interface PageStart {
  readonly boundary: number | null;
  /** The last row of the previous page: version, and key as text. */
  readonly after: { readonly version: number; readonly key: string } | null;
}

/** Alias of the row. No column has this name; if one did, `row_to_json` would use that column instead. */
export const ROW = '"stellwerk row"';

export type PageRow = [key: string, version: string | null, document: string];

/** Selects rows in order of (version, key), each as key, version and JSON. */
export function pageQuery(shape: Shape, { boundary, after }: PageStart, limit: number): Query {
  const { table, key, version, columns } = shape;
  const keySql = quote(key.name);
  const position = version ? `${quote(version.name)}, ${keySql}` : keySql;
  const conditions = [`${keySql} is not null`, ...(version ? fitConditions(version) : [])];
  const values: unknown[] = [];
  if (after !== null) {
    values.push(after.key);
    if (version) values.push(after.version);
    const from = version ? `${valueSql(version, '$2')}, ` : '';
    conditions.push(`(${position}) > (${from}$1::text::${key.type})`);
  } else if (version && boundary !== null) {
    values.push(boundary);
    conditions.push(`${quote(version.name)} >= ${valueSql(version, '$1')}`);
  }
  const versionText = version ? versionSql(version, quote(version.name)) : 'null::bigint';
  // The limit is not a parameter, so that the planner knows how few rows are wanted.
  const text = `select ${keySql}::text, ${versionText}::text, row_to_json(${ROW})::text
    from (select ${columns} from ${table.sql}
      where ${conditions.join(' and ')} order by ${position} limit ${Math.trunc(limit)}) ${ROW}`;
  return { text, values };
}

export type UnfitRow = [key: string | null, versionIsNull: boolean, document: string];

/** Selects rows that no page contains, because they lack a key or a version; null when the table cannot hold any. */
export function unfitQuery({ table, key, version, columns }: Shape, limit: number): Query | null {
  const missing = [key, version].filter((column) => column?.nullable === true) as Column[];
  const conditions = [
    ...missing.map(({ name }) => `${quote(name)} is null`),
    ...(version ? unfitConditions(version) : []),
  ];
  if (conditions.length === 0) return null;
  const text = `select ${quote(key.name)}::text, ${version ? `${quote(version.name)} is null` : 'false'}, row_to_json(${ROW})::text
    from (select ${columns} from ${table.sql} where ${conditions.join(' or ')} limit ${limit}) ${ROW}`;
  return { text };
}

/** The server's clock. */
export const nowQuery: Query = { text: microseconds('clock_timestamp()') };

/**
 * Returns the server's clock or, if older, the start of the oldest transaction still open: its rows carry timestamps from then on
 * and are not visible yet. On a standby, also limited by how far it has replayed. Other users' transactions are visible only with
 * the role pg_read_all_stats, those of a standby's primary not at all; the overlap covers them.
 */
export const safeClockQuery: Query = {
  // Vacuum may take hours and writes no rows.
  text: microseconds(`least(
    clock_timestamp(),
    (select min(xact_start) from pg_stat_activity where pid <> pg_backend_pid()
      and datname = current_database() and backend_type is distinct from 'autovacuum worker'),
    (select min(prepared) from pg_prepared_xacts where database = current_database()),
    case when pg_is_in_recovery() then pg_last_xact_replay_timestamp() end)`),
};

function microseconds(moment: string): string {
  return `select floor(extract(epoch from ${moment}) * 1000000)::bigint::text`;
}

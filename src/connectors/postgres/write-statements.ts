import pg from 'pg';
import { numberArray, textArray } from '../../sql/index.ts';
import type { Query } from './database.ts';
import type { Column, Table } from './table.ts';
import { valueSql } from './table.ts';

/** How a lane writes its table. */
export interface WritePlan {
  readonly table: Table;
  readonly key: Column;
  /** Null: versions are kept in `stellwerk_applied`. */
  readonly version: Column | null;
  /** Null: a delete removes the row. */
  readonly markDeleted: Column | null;
  readonly lane: string;
}

/** One row to write: its values as text in the order of the columns, null for SQL's null. */
export interface WriteRow {
  readonly key: string;
  readonly version: number;
  /** Tells two contents with one version apart. */
  readonly mark: string;
  readonly values: readonly (string | null)[];
}

const VERSIONS_TABLE = 'stellwerk_applied';

/** Where versions are kept for tables without a version column, written in the same statement as the rows. */
export function createVersionsTable({ table }: WritePlan): Query {
  return {
    text: `create table if not exists ${table.schemaSql}${VERSIONS_TABLE} (
      lane text, key text, version bigint not null, mark text not null, primary key (lane, key))`,
  };
}

/**
 * Writes rows of one set of columns, in key order (two lanes with common rows then wait for each other instead of deadlocking),
 * and answers the keys of those it wrote. A row is left alone when it holds a newer version, or this one with this content: so
 * a redelivery changes nothing, also when the hub crashed between this statement and its own settlement.
 */
export function upsertQuery(
  plan: WritePlan,
  columns: readonly Column[],
  rows: readonly WriteRow[],
): Query {
  const { table, key, version } = plan;
  const names = [key, ...columns, ...(version ? [version] : [])].map(({ name }) => quote(name));
  const values = columns.map(({ type }, index) => `c${index}::${type}`);
  const versionValue = version ? [valueSql(version, 'v')] : [];
  const updated = [...columns, ...(version ? [version] : [])].map(
    ({ name }) => `${quote(name)} = excluded.${quote(name)}`,
  );
  const conflict =
    updated.length === 0
      ? 'do nothing'
      : `do update set ${updated.join(', ')}${version ? ` where ${newerOrDifferent(version, columns)}` : ''}`;
  const text = `with input as (${inputSql(plan, columns.length)})
    ${version ? '' : `, fresh as (${freshSql(plan)})`}
    insert into ${table.sql} as t (${names.join(', ')})
    select ${[`k::${key.type}`, ...values, ...versionValue].join(', ')} from input
    ${version ? '' : 'where k in (select key from fresh)'}
    order by k
    on conflict (${quote(key.name)}) ${conflict}
    returning ${quote(key.name)}::text`;
  const arrays = columns.map((_, index) => textArray(rows.map((row) => row.values[index] ?? null)));
  return { text, values: [...inputValues(plan, rows), ...arrays] };
}

/** Deletes rows, or marks them, with the same guard. @returns a query that answers the keys it changed */
export function deleteQuery(plan: WritePlan, rows: readonly WriteRow[]): Query {
  const { table, key, version, markDeleted } = plan;
  const guard = version
    ? `and t.${quote(version.name)} <= ${valueSql(version, 'v')}`
    : 'and k in (select key from fresh)';
  const match = `t.${quote(key.name)} = k::${key.type} ${guard}`;
  const marked = markDeleted?.type === 'boolean' ? 'true' : 'now()';
  const change = markDeleted
    ? `update ${table.sql} t set ${quote(markDeleted.name)} = ${marked}${version ? `, ${quote(version.name)} = ${valueSql(version, 'v')}` : ''}
       from input where ${match}`
    : `delete from ${table.sql} t using input where ${match}`;
  return {
    text: `with input as (${inputSql(plan, 0)}) ${version ? '' : `, fresh as (${freshSql(plan)})`}
      ${change} returning t.${quote(key.name)}::text`,
    values: inputValues(plan, rows),
  };
}

/** `$1` keys, `$2` versions, `$3` marks, then (`$4` lane, only without a version column) one array per column. */
function inputSql({ version }: WritePlan, columns: number): string {
  const first = ['$1::text[]', '$2::bigint[]', '$3::text[]'];
  const next = version ? 4 : 5;
  const rest = Array.from({ length: columns }, (_, index) => `$${next + index}::text[]`);
  const names = ['k', 'v', 'm', ...Array.from({ length: columns }, (_, index) => `c${index}`)];
  return `select * from unnest(${[...first, ...rest].join(', ')}) as i(${names.join(', ')})`;
}

/** Marks are needed only where versions are kept apart; `unnest` fills up what is shorter with nulls. */
function inputValues({ version, lane }: WritePlan, rows: readonly WriteRow[]): unknown[] {
  const marks = version ? [] : rows.map(({ mark }) => mark);
  return [
    textArray(rows.map(({ key }) => key)),
    numberArray(rows.map((row) => row.version)),
    textArray(marks),
    ...(version ? [] : [lane]),
  ];
}

function freshSql({ table }: WritePlan): string {
  return `insert into ${table.schemaSql}${VERSIONS_TABLE} as a (lane, key, version, mark)
    select $4::text, k, v, m from input order by k
    on conflict (lane, key) do update set version = excluded.version, mark = excluded.mark
    where a.version < excluded.version or (a.version = excluded.version and a.mark <> excluded.mark)
    returning key`;
}

/** Content is compared as text, since `json` has no equality. */
function newerOrDifferent(version: Column, columns: readonly Column[]): string {
  const v = quote(version.name);
  const newer = `t.${v} is null or t.${v} < excluded.${v}`;
  if (columns.length === 0) return newer;
  const row = (of: string) => columns.map(({ name }) => `${of}.${quote(name)}::text`).join(', ');
  return `${newer} or (t.${v} = excluded.${v} and (${row('t')}) is distinct from (${row('excluded')}))`;
}

function quote(name: string): string {
  return pg.escapeIdentifier(name);
}

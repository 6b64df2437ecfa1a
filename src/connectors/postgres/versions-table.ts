import type { Query } from './database.ts';
import type { WritePlan } from './write-statements.ts';

/** Names the table that keeps versions for tables without a version column. It is written in the same statement as the rows. */
function versionsTable({ table }: WritePlan): string {
  return `${table.schemaSql}.stellwerk_applied`;
}

/** Selects the table's name, or null if it does not exist. */
export function findVersionsTable(plan: WritePlan): Query {
  return { text: 'select to_regclass($1)::text', values: [versionsTable(plan)] };
}

export function createVersionsTable(plan: WritePlan): Query {
  return {
    text: `create table if not exists ${versionsTable(plan)} (
      lane text, key text, version bigint not null, mark text not null, primary key (lane, key))`,
  };
}

/** Selects keys with the marks that this lane wrote there last. @param keys as a PostgreSQL array */
export function lastWritesQuery(plan: WritePlan, keys: unknown): Query {
  return {
    text: `select key, mark from ${versionsTable(plan)} where lane = $1 and key = any($2::text[])`,
    values: [plan.lane, keys],
  };
}

/** For tables without a version column: stores the versions of `from` and returns the keys that may be written. */
export function freshSql(plan: WritePlan, from: 'input' | 'as_expected' | 'noted'): string {
  if (plan.version) return '';
  const older = plan.refusesOlder ? '<' : '<>';
  return `, fresh as (insert into ${versionsTable(plan)} as a (lane, key, version, mark)
    select $4::text, k, v, m from ${from} order by k
    on conflict (lane, key) do update set version = excluded.version, mark = excluded.mark
    where a.version ${older} excluded.version or (a.version = excluded.version and a.mark <> excluded.mark)
    returning key)`;
}

import type { Query } from './database.ts';
import type { WritePlan } from './write-statements.ts';

/** Where versions are kept for tables without a version column, written in the same statement as the rows. */
function versionsTable({ table }: WritePlan): string {
  return `${table.schemaSql}.stellwerk_applied`;
}

/** Answers the table's name, or null where there is none. */
export function findVersionsTable(plan: WritePlan): Query {
  return { text: 'select to_regclass($1)::text', values: [versionsTable(plan)] };
}

export function createVersionsTable(plan: WritePlan): Query {
  return {
    text: `create table if not exists ${versionsTable(plan)} (
      lane text, key text, version bigint not null, mark text not null, primary key (lane, key))`,
  };
}

/** Answers keys with the marks that this lane wrote there last. @param keys as an array of PostgreSQL's */
export function lastWritesQuery(plan: WritePlan, keys: unknown): Query {
  return {
    text: `select key, mark from ${versionsTable(plan)} where lane = $1 and key = any($2::text[])`,
    values: [plan.lane, keys],
  };
}

/** Without a version column: notes the versions of `from` and yields the keys of those that are new. */
export function freshSql(plan: WritePlan, from: 'input' | 'as_expected' | 'noted'): string {
  if (plan.version) return '';
  return `, fresh as (insert into ${versionsTable(plan)} as a (lane, key, version, mark)
    select $4::text, k, v, m from ${from} order by k
    on conflict (lane, key) do update set version = excluded.version, mark = excluded.mark
    where a.version < excluded.version or (a.version = excluded.version and a.mark <> excluded.mark)
    returning key)`;
}

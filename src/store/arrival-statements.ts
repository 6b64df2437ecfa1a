import type { Statement } from './database.ts';
import { deletePortionSql } from './portions.ts';

export type ArrivalStatements = Readonly<
  Record<
    | 'load'
    | 'loadAll'
    | 'known'
    | 'note'
    | 'found'
    | 'hint'
    | 'hints'
    | 'waiting'
    | 'fetched'
    | 'forget'
    | 'forgetStream',
    Statement
  >
>;

/**
 * Statements about arrivals, that is, what systems send by themselves. Each is a transaction of its own and returns one
 * row.
 */
export function arrivalStatements(schema: string): ArrivalStatements {
  return {
    load: { name: 'load-arrivals', text: loadSql(schema) },
    loadAll: { name: 'load-all-arrivals', text: loadAllSql(schema) },
    known: { name: 'known-deliveries', text: knownSql(schema) },
    note: { name: 'note-deliveries', text: noteSql(schema) },
    found: { name: 'note-found', text: foundSql(schema) },
    hint: { name: 'note-hints', text: hintSql(schema) },
    hints: { name: 'list-hints', text: hintsSql(schema) },
    waiting: { name: 'streams-with-hints', text: waitingSql(schema) },
    fetched: { name: 'hints-fetched', text: fetchedSql(schema) },
    forget: { name: 'forget-deliveries', text: forgetSql(schema) },
    forgetStream: { name: 'forget-stream-deliveries', text: forgetStreamSql(schema) },
  };
}

/** `$1` stream. Returns the noted seq and the counts. */
function loadSql(schema: string): string {
  return `select coalesce(max(noted_seq), 0), coalesce(max(accepted), 0), coalesce(max(duplicates), 0),
    coalesce(max(rejected), 0) from ${schema}.arrival_state where stream = $1`;
}

/** Returns the counts of all streams with arrivals, as JSON by name. */
function loadAllSql(schema: string): string {
  return `select coalesce(json_object_agg(stream,
      json_build_object('accepted', accepted, 'duplicates', duplicates, 'rejected', rejected)), '{}')
    from ${schema}.arrival_state`;
}

/** `$1` stream, `$2` ids. Returns the known ones, as JSON. */
function knownSql(schema: string): string {
  return `select coalesce(json_agg(d.id), '[]') from unnest($2::text[]) as i(id)
    join lateral (select id from ${schema}.delivery where stream = $1 and id = i.id limit 1) d on true`;
}

const counted = (
  schema: string,
  seq: string,
  counts: string,
) => `insert into ${schema}.arrival_state as s
      (stream, noted_seq, accepted, duplicates, rejected) select $1, ${seq}, ${counts}
    on conflict (stream) do update set noted_seq = greatest(s.noted_seq, excluded.noted_seq),
      accepted = s.accepted + excluded.accepted, duplicates = s.duplicates + excluded.duplicates,
      rejected = s.rejected + excluded.rejected`;

const fresh = (schema: string) => `insert into ${schema}.delivery (stream, id)
      select $1, id from (select distinct unnest($2::text[]) as id) i order by id
      on conflict do nothing returning id`;

/**
 * Does not wait for the disk: the log holds the same ids, and reading it from the noted position finds those that were
 * lost.
 */
const RELAXED = `set_config('synchronous_commit', 'off', true)`;

/**
 * `$1` stream, `$2` ids, `$3` seq up to which all are noted or null, `$4`-`$6` counts to add, `$7` seq up to which all were noted
 * before, or null. Returns whether they were.
 */
function noteSql(schema: string): string {
  const before = `coalesce((select noted_seq from ${schema}.arrival_state where stream = $1), 0)`;
  const seq = `case when ${before} = $7::bigint then $3::bigint else 0 end`;
  return `with fresh as (${fresh(schema)}), counted as (
    ${counted(schema, seq, '$4::bigint, $5::bigint, $6::bigint')} returning 1)
    select $7::bigint is null or ${before} = $7::bigint, max(${RELAXED}) from counted`;
}

/** `$1` stream, `$2` ids, `$3` seq. Returns how many were new. */
function foundSql(schema: string): string {
  return `with fresh as (${fresh(schema)}), counted as (
    ${counted(schema, '$3::bigint', '(select count(*) from fresh), 0, 0')} returning 1)
    select count(*) from fresh`;
}

/**
 * `$1` stream, `$2` ids of deliveries, `$3` keys and `$4` their ids (null: none), `$5` number of hints. Returns the new
 * ids, as JSON.
 */
function hintSql(schema: string): string {
  return `with fresh as (${fresh(schema)}), noted as (
    insert into ${schema}.hint as h (stream, key)
      select distinct $1, n.key from unnest($3::text[], $4::text[]) as n(key, id)
      where n.id is null or n.id in (select id from fresh) order by 2
      on conflict (stream, key) do update set revision = h.revision + 1
  ), taken as (
    select count(*) as n from unnest($4::text[]) as i(id) where i.id is null
  ), counted as (
    ${counted(
      schema,
      '0',
      '(select n from taken) + (select count(*) from fresh), $5::bigint - (select n from taken) - (select count(*) from fresh), 0',
    )} returning 1)
    select (select coalesce(json_agg(id), '[]') from fresh), (select count(*) from counted)`;
}

/** `$1` stream, `$2` how many. Returns the oldest, as JSON. */
function hintsSql(schema: string): string {
  return `select coalesce(json_agg(h), '[]') from (select key, revision::text as revision from ${schema}.hint
    where stream = $1 order by noted_at, key limit $2) h`;
}

function waitingSql(schema: string): string {
  return `select coalesce(json_agg(distinct stream), '[]') from ${schema}.hint`;
}

/** `$1` stream, `$2` keys, `$3` their revisions. Keeps those that were hinted at again since. */
function fetchedSql(schema: string): string {
  return `with gone as (
      delete from ${schema}.hint h using unnest($2::text[], $3::bigint[]) as f(key, revision)
      where h.stream = $1 and h.key = f.key and h.revision = f.revision returning 1)
    select count(*) from gone`;
}

/** `$1` age in milliseconds. Returns how many were deleted. */
function forgetSql(schema: string): string {
  const isOld = "noted_at < now() - $1::bigint * interval '1 millisecond'";
  return deletePortionSql(`${schema}.delivery`, isOld);
}

/** `$1` stream. */
function forgetStreamSql(schema: string): string {
  return `with forgotten as (delete from ${schema}.delivery where stream = $1),
    reset as (update ${schema}.arrival_state set noted_seq = 0 where stream = $1 returning 1)
  select count(*) from reset`;
}

import type { Statement } from './database.ts';

/** Runs kept per stream; older ones are deleted when another starts or finishes. */
const KEPT_RUNS = 1_000;

export type StreamStatements = Readonly<Record<'load' | 'start' | 'save' | 'finish', Statement>>;

/** Statements of a stream's memory; each is a transaction of its own. */
export function streamStatements(schema: string): StreamStatements {
  return {
    load: { name: 'load-streams', text: loadSql(schema) },
    start: { name: 'start-run', text: startSql(schema) },
    save: { name: 'save-page', text: saveSql(schema) },
    finish: { name: 'finish-run', text: finishSql(schema) },
  };
}

/** `$1` streams. Returns one row: a JSON array with a row for each of them, see `StreamColumns`. */
function loadSql(schema: string): string {
  const millis = (time: string) => `floor(extract(epoch from ${time}) * 1000)::bigint`;
  return `select json_agg(json_build_array(w.name, s.cursor,
      case when s.name is not null then json_build_array(s.read, s.stored, s.skipped, s.rejected) end, r.run,
      greatest(s.stored_seq, a.noted_seq, 0)))
    from unnest($1::text[]) as w(name)
    left join ${schema}.stream_state s on s.name = w.name
    left join ${schema}.arrival_state a on a.stream = w.name
    left join lateral (
      select json_build_array(${millis('started_at')}, ${millis('finished_at')}, read, stored, skipped, rejected) as run
      from ${schema}.run where stream = w.name and kind = 'poll' order by id desc limit 1
    ) r on true`;
}

/** `$1` stream, `$2` start. Returns the run's id. */
function startSql(schema: string): string {
  return `with interrupted as (
      update ${schema}.run set finished_at = greatest($2::timestamptz, started_at),
        error_code = 'CANCELLED', error_message = 'The hub stopped before the run was finished.',
        cursor_after = (select cursor from ${schema}.stream_state where name = $1)
      where stream = $1 and kind = 'poll' and finished_at is null
    ), ${droppedSql(schema)}
    insert into ${schema}.run (stream, started_at, cursor_before)
    values ($1, $2, (select cursor from ${schema}.stream_state where name = $1)) returning id`;
}

/**
 * `$1` stream, `$2` cursor, `$3`-`$6` counts to add, `$7` the open run or null, `$8` where the log ends. Returns 1; 0, and
 * changes nothing, if the run is closed. The run's row is locked first: whoever starts another run then finds this cursor.
 */
function saveSql(schema: string): string {
  return `with counted as (
      update ${schema}.run set read = read + $3, stored = stored + $4, skipped = skipped + $5,
        rejected = rejected + $6
      where id = $7::bigint and finished_at is null returning 1
    ), state as (
      insert into ${schema}.stream_state as s (name, cursor, read, stored, skipped, rejected, stored_seq)
      select $1, $2::json, $3::bigint, $4::bigint, $5::bigint, $6::bigint, $8::bigint
      where $7 is null or exists (select 1 from counted)
      on conflict (name) do update set cursor = excluded.cursor, read = s.read + excluded.read,
        stored = s.stored + excluded.stored, skipped = s.skipped + excluded.skipped,
        rejected = s.rejected + excluded.rejected, stored_seq = excluded.stored_seq
      returning 1
    )
    select count(*) from state`;
}

/** `$1` stream, `$2` start, `$3` end, `$4`-`$7` counts, `$8` failure code, `$9` message, `$10` the open run or null. */
function finishSql(schema: string): string {
  return `with ${droppedSql(schema, '$10::bigint is null')}, closed as (
      update ${schema}.run set finished_at = $3::timestamptz, read = $4::bigint, stored = $5::bigint,
        skipped = $6::bigint, rejected = $7::bigint, error_code = $8, error_message = $9,
        cursor_after = (select cursor from ${schema}.stream_state where name = $1)
      where id = $10::bigint and finished_at is null returning 1
    ), entered as (
      insert into ${schema}.run (stream, started_at, finished_at, read, stored, skipped, rejected,
        error_code, error_message)
      select $1, $2::timestamptz, $3, $4, $5, $6, $7, $8, $9 where $10 is null returning 1
    )
    select (select count(*) from closed) + (select count(*) from entered)`;
}

/**
 * Makes room for one run if one will be inserted. Deletes only finished runs, since a statement must not change a row
 * twice.
 */
function droppedSql(schema: string, inserting = 'true'): string {
  return `dropped as (
      delete from ${schema}.run where ${inserting} and stream = $1 and finished_at is not null and id <= (
        select id from ${schema}.run where stream = $1 order by id desc offset ${KEPT_RUNS - 1} limit 1)
    )`;
}

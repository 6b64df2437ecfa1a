import type { DeadLetterFilter } from '../domain/index.ts';
import { bigintArray, textArray } from '../sql/index.ts';
import { deletePortionSql, PORTION } from './portions.ts';

export interface LetterFilter extends DeadLetterFilter {
  /** Only those of lanes with these memories. */
  readonly memories?: readonly number[];
}

/** Only a record of a lane can be delivered again. */
const IS_REPLAYABLE = `lane_id <> 0 and document is not null and code <> 'MESSAGE_UNREADABLE'`;

/**
 * The conditions of a filter, with `$1`-`$12`; a null value means no condition. The values come from `filterValues`.
 */
const MATCHES = `($1::bigint[] is null or id = any($1)) and ($2::text[] is null or stream = any($2)) and ($3::text is null or lane = $3)
  and ($4::text[] is null or code = any($4)) and ($5::text is null or class = $5) and ($6::text is null or key = $6)
  and ($7::text[] is null or state = any($7)) and ($8::bigint is null or buried_at >= to_timestamp($8 / 1000.0))
  and ($9::bigint is null or buried_at < to_timestamp($9 / 1000.0))
  and ($10::boolean is null or (${IS_REPLAYABLE})) and ($11::bigint[] is null or lane_id = any($11)) and ($12::bigint is null or id <= $12)`;

const COLUMNS = `id::text, stream, lane, state, closing, floor(extract(epoch from closed_at) * 1000)::bigint as "closedAtMs", class, code,
  stage, reason, details, attempts, history, floor(extract(epoch from buried_at) * 1000)::bigint as "buriedAtMs", seq, position,
  key, version, operation, document, edited, raw`;

export function filterValues(filter: LetterFilter): unknown[] {
  const { ids, lane, codes, key, states, fromMs, untilMs, replayable, memories, maxId } = filter;
  const streams = streamsOf(filter);
  return [
    ids ? bigintArray(ids) : null,
    streams ? textArray(streams) : null,
    lane ?? null,
    codes ? textArray(codes) : null,
    filter.class ?? null,
    key ?? null,
    states ? textArray(states) : null,
    fromMs ?? null,
    untilMs ?? null,
    replayable ?? null,
    memories ? bigintArray(memories) : null,
    maxId ?? null,
  ];
}

/** Null for all. */
function streamsOf({ stream, streams }: DeadLetterFilter): readonly string[] | null {
  if (stream === undefined) return streams ?? null;
  return streams === undefined || streams.includes(stream) ? [stream] : [];
}

/**
 * After the filter: `$13` the id after which to begin, `$14` how many. Returns one row: letters as JSON, oldest first.
 */
export function listSql(schema: string): string {
  return `select coalesce(json_agg(l), '[]') from (
    select ${COLUMNS} from ${schema}.dead_letter where id > $13 and ${MATCHES} order by dead_letter.id limit $14) l`;
}

/** Returns one row: the id of the newest letter of all. */
export function newestSql(schema: string): string {
  return `select coalesce(max(id), 0) from ${schema}.dead_letter`;
}

export function countSql(schema: string): string {
  return `select count(*) from ${schema}.dead_letter where ${MATCHES}`;
}

/**
 * After the filter: `$13` records per second or null, `$14` the edited content or null, `$15` an id, `$16` how many
 * letters come before. At most a portion of the letters behind the id become parked records of their lanes, which fall
 * due one after the other at that rate. Returns one row: the last id, how many letters were looked at, and how many are
 * replayed per stream and lane (JSON).
 */
export function replaySql(schema: string): string {
  return `with locked as (
    select id from ${schema}.dead_letter where state = 'open' and ${IS_REPLAYABLE} and id > $15 and ${MATCHES}
    order by id limit ${PORTION} for update
  ), chosen as (
    select d.*, $16::bigint + row_number() over (order by d.id) - 1 as nth from ${schema}.dead_letter d join locked using (id)
  ), parked as (
    insert into ${schema}.parked (lane_id, seq, version, stored_at, due_at, dead_letter_id, attempts, operation, key, document, history)
    select lane_id, seq, version, stored_at, now() + coalesce(nth / $13::float8, 0) * interval '1 second', id, 0, operation, key,
      coalesce($14::json, document), history
    from chosen
    on conflict (lane_id, seq) do nothing
    returning dead_letter_id
  ), replaying as (
    update ${schema}.dead_letter d set state = 'replaying', document = coalesce($14::json, d.document),
      edited = d.edited or $14::json is not null
    from parked p where d.id = p.dead_letter_id
    returning d.stream, d.lane
  )
  select (select max(id) from locked), (select count(*) from locked), coalesce(json_agg(r), '[]')
  from (select stream, lane, count(*)::int as records from replaying group by stream, lane) r`;
}

/** `$1` what was replayed per stream and lane, as from `replaySql`. Stores each as a run. Returns one row. */
export function replayRunsSql(schema: string): string {
  return `with entered as (
    insert into ${schema}.run (stream, lane, kind, started_at, finished_at, stored)
    select stream, lane, 'replay', now(), now(), sum(records)
    from json_to_recordset($1::json) as r(stream text, lane text, records bigint) group by stream, lane returning 1
  )
  select count(*) from entered`;
}

/** After the filter: `$13` an id. Discards at most a portion of those behind it. Returns one row: the last id, and how many. */
export function discardSql(schema: string): string {
  return `with chosen as (
    select id from ${schema}.dead_letter where state = 'open' and id > $13 and ${MATCHES} order by id limit ${PORTION}
  ), discarded as (
    update ${schema}.dead_letter set state = 'closed', closing = 'discarded', closed_at = now()
    where state = 'open' and id = any(array(select id from chosen)) returning 1
  )
  select (select max(id) from chosen), count(*) from discarded`;
}

/** Returns one row: the streams (JSON) with open rows whose key is known. */
export function rejectingStreamsSql(schema: string): string {
  return `select coalesce(json_agg(distinct stream), '[]') from ${schema}.dead_letter
    where lane_id = 0 and state = 'open' and key is not null`;
}

/** `$1` stream, `$2` keys. Returns one row: whether the stream has open rows of other keys. */
export function closeRejectedSql(schema: string): string {
  return `with closed as (
    update ${schema}.dead_letter set state = 'closed', closing = 'superseded', closed_at = now()
    where lane_id = 0 and state = 'open' and stream = $1 and key = any($2::text[])
  )
  select exists (select 1 from ${schema}.dead_letter
    where lane_id = 0 and state = 'open' and stream = $1 and key <> all($2::text[]))`;
}

/** `$1` age in milliseconds. Deletes at most a portion. Returns one row: how many. */
export function forgetSql(schema: string): string {
  return deletePortionSql(
    `${schema}.dead_letter`,
    "state = 'closed' and closed_at < now() - $1::bigint * interval '1 millisecond'",
  );
}

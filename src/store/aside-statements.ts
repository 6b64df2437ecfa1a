/*
 * Additional statements of a settlement, for batches that set records aside. Each runs at most once per batch, in the
 * transaction of the settlement.
 */

/**
 * `$1` lane, `$2`-`$13` one array per column. Parks records, or parks them again with a new time. One that replays a
 * dead letter keeps it, with content that a person may have edited, when it comes again from the log.
 */
export function parkSql(schema: string): string {
  return `insert into ${schema}.parked as p (lane_id, seq, version, stored_at, due_at, dead_letter_id, attempts, operation, key, document, history,
      code, cause)
    select $1, seq, version, to_timestamp(stored_ms / 1000.0), to_timestamp(due_ms / 1000.0), dead_letter_id, attempts, operation, key, document::json, history::json,
      code, cause
    from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::text[], $9::text[], $10::text[], $11::text[],
        $12::text[], $13::text[])
      as r(seq, version, stored_ms, due_ms, dead_letter_id, attempts, operation, key, document, history, code, cause)
    on conflict (lane_id, seq) do update set due_at = excluded.due_at, attempts = excluded.attempts,
      history = excluded.history, dead_letter_id = coalesce(p.dead_letter_id, excluded.dead_letter_id),
      document = case when p.dead_letter_id is null then excluded.document else p.document end,
      code = excluded.code, cause = excluded.cause`;
}

/**
 * `$1` lane, `$2` seqs, `$3` the outcome of each. The history of its attempts is kept; that of a dead letter is kept
 * with the letter.
 */
export function unparkSql(schema: string): string {
  return `with gone as (
    delete from ${schema}.parked p using unnest($2::bigint[], $3::text[]) as r(seq, outcome)
    where p.lane_id = $1 and p.seq = r.seq
    returning p.seq, p.version, p.attempts, p.key, p.history, r.outcome
  )
  insert into ${schema}.returned (seq, version, ended_at, lane_id, attempts, outcome, key, history)
  select seq, version, now(), $1, attempts, outcome, key, history from gone where outcome <> 'dead-letter'`;
}

/**
 * `$1` lane (0 for none), `$2` its name, `$3` stream, `$4`-`$21` one array per column. An open letter of the same
 * origin stays unchanged, unless its key differs by now. A letter that a person discarded stays closed. A replayed
 * letter whose record failed again is reopened, and so is that of a row that is read again. It keeps a person's edit
 * when the record comes again from the log.
 */
export function burySql(schema: string): string {
  return `insert into ${schema}.dead_letter as d (lane_id, lane, stream, origin, seq, version, stored_at, buried_at, attempts,
      class, code, stage, operation, key, position, reason, details, history, document, raw, cause)
    select $1, $2, $3, origin, seq, version, to_timestamp(stored_ms / 1000.0), to_timestamp(buried_ms / 1000.0), attempts,
      class, code, stage, operation, key, position, reason, details::json, history::json, document::json, raw, cause
    from unnest($4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::text[], $11::text[], $12::text[],
        $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::text[], $19::text[], $20::text[], $21::text[])
      as r(origin, seq, version, stored_ms, buried_ms, attempts, class, code, stage, operation, key, position, reason,
        details, history, document, raw, cause)
    on conflict on constraint dead_letter_stream_lane_id_origin_unique do update
    set state = 'open', closing = null, closed_at = null, buried_at = excluded.buried_at, attempts = excluded.attempts,
      class = excluded.class, code = excluded.code, stage = excluded.stage, reason = excluded.reason,
      details = excluded.details, history = excluded.history, seq = excluded.seq,
      document = case when d.edited and d.seq = excluded.seq then d.document else excluded.document end,
      edited = d.edited and d.seq is not distinct from excluded.seq,
      cause = excluded.cause, key = excluded.key, raw = excluded.raw
    where d.state = 'replaying' or d.closing in ('replayed', 'superseded')
      or (d.state = 'open' and d.key is distinct from excluded.key)`;
}

/** `$1` ids, `$2` how each is closed. */
export function closeSql(schema: string): string {
  return `update ${schema}.dead_letter d set state = 'closed', closing = r.closing, closed_at = now()
    from unnest($1::bigint[], $2::text[]) as r(id, closing) where d.id = r.id and d.state <> 'closed'`;
}

/** `$1` lane, `$2` keys, `$3` versions that the target now holds. */
export function healSql(schema: string): string {
  return `update ${schema}.dead_letter d set state = 'closed', closed_at = now(),
      closing = case when d.version = r.version then 'replayed' else 'superseded' end
    from unnest($2::text[], $3::bigint[]) as r(key, version)
    where d.lane_id = $1 and d.state = 'open' and d.key = r.key and d.version <= r.version`;
}

/**
 * `$1` lane, `$2` keys, `$3` versions that failed too. Closes the letters of earlier versions, which nobody needs any
 * more.
 */
export function outdateSql(schema: string): string {
  return `update ${schema}.dead_letter d set state = 'closed', closed_at = now(), closing = 'superseded'
    from unnest($2::text[], $3::bigint[]) as r(key, version)
    where d.lane_id = $1 and d.state = 'open' and d.key = r.key and d.version < r.version`;
}

/**
 * `$1` lane. Returns one row: seqs, versions, stored and due times, dead-letter ids, and keys (JSON) of all parked
 * records; paused keys (JSON).
 */
export function parkedPlacesSql(schema: string): string {
  return `select array_agg(seq), array_agg(version), array_agg(floor(extract(epoch from stored_at) * 1000)::bigint),
      array_agg(floor(extract(epoch from due_at) * 1000)::bigint), array_agg(dead_letter_id), json_agg(key),
      (select json_agg(key) from ${schema}.paused_key where lane_id = $1)
    from (select * from ${schema}.parked where lane_id = $1 order by seq) p`;
}

/** `$1` lane, `$2` seqs. Returns one row with one array or JSON array per column of the parked records. */
export function parkedRecordsSql(schema: string): string {
  return `select array_agg(seq order by seq), array_agg(version order by seq),
      array_agg(floor(extract(epoch from stored_at) * 1000)::bigint order by seq),
      array_agg(floor(extract(epoch from due_at) * 1000)::bigint order by seq), array_agg(dead_letter_id order by seq),
      array_agg(attempts order by seq), json_agg(operation order by seq), json_agg(key order by seq),
      json_agg(document::text order by seq), json_agg(history order by seq)
    from ${schema}.parked where lane_id = $1 and seq = any($2::bigint[])`;
}

/*
 * The two statements of the record path; each runs once per batch. Their design:
 *
 * - Their cost is B-tree descents (about a microsecond each), so each statement makes as few as possible: eight for a
 *   new key (claim 3, settle 5; two and five in a first load), three for a known key with a new version, four if its
 *   update leaves the page.
 * - `left join lateral (… limit 1)` cannot be flattened, so every lookup is an index scan with the full key, whatever
 *   the planner assumes about the size of a table that was empty when the statement was prepared (see
 *   `sessionSettings`).
 * - Rows are found once and updated by their physical position (`ctid`); an upsert would look them up again and write
 *   another WAL record. This is safe because the lane's row is locked first, and only that lane writes its rows in
 *   `applied`.
 * - Inserts into `link` are in key order, so that two batches with common keys wait for each other instead of
 *   deadlocking.
 * - One aggregated row with an array per column takes half the client time of one row per record.
 */

/**
 * Session settings for connections that run these statements: one generic plan of nested loops over index scans. Custom
 * plans would cost 0.3 ms of planning per batch, and the planner's alternatives win only for tables that it wrongly
 * assumes to be small.
 */
export const sessionSettings = [
  'set plan_cache_mode = force_generic_plan',
  'set enable_seqscan = off',
  'set enable_bitmapscan = off',
  'set enable_hashjoin = off',
  'set enable_mergejoin = off',
  'set enable_material = off',
  'set enable_memoize = off',
  'set jit = off',
  // A caller that gives up closes the connection; the server checks for that and cancels the statement. Not every
  // platform can check.
  `do $$ begin perform set_config('client_connection_check_interval', '1s', false); exception when others then null; end $$`,
].join('; ');

/**
 * What a person decided about the thing of a link `s`: whether its id gave way, and ids in the target that belong to
 * other things. It is looked up only for such things.
 */
export function decidedSql(schema: string, target: string): string {
  return `case when s.gave_way is not null then json_build_array(s.gave_way, (
        select json_agg(o.external_id) from ${schema}.parted p join ${schema}.link o on o.master_key = p.other and o.endpoint_id = ${target}
        where p.master_key = s.master_key)) end`;
}

/**
 * `$1` identity endpoint, `$2` keys, `$3` target endpoint, `$4` lane. Returns one row of five arrays in the order of
 * the keys: master keys, external ids (JSON), versions, seqs, hashes (JSON); then whether all were new, and what a
 * person decided, by key (JSON; null if nobody did).
 *
 * A plain insert: if another process minted one of the keys first, the statement fails with a unique violation and
 * changes nothing; when run again, it finds the winner's row. `on conflict do nothing` would cost a fifth more and
 * could not return that row either, since this statement's snapshot is older.
 */
export function claimSql(schema: string): string {
  return `with known as materialized (
    select i.key,
      coalesce(s.master_key, nextval('${schema.replaceAll("'", "''")}.master_key_seq')) as master_key,
      s.master_key is null as fresh,
      coalesce(a.external_id, case when a.seq is null then (
        select external_id from ${schema}.link
        where endpoint_id = $3 and master_key = s.master_key and gave_way is not true limit 1) end) as external_id,
      a.version, a.seq, a.hash, ${decidedSql(schema, '$3')} as decided
    from unnest($2::text[]) as i(key)
    left join lateral (
      select master_key, gave_way from ${schema}.link
      where endpoint_id = $1 and external_id = i.key limit 1) s on true
    left join lateral (
      select version, seq, hash, external_id from ${schema}.applied
      where lane_id = $4 and master_key = s.master_key limit 1) a on true
  ), minted as (
    insert into ${schema}.link (master_key, endpoint_id, external_id)
    select master_key, $1, key
    from (select master_key, key from known where fresh order by key collate "C") n
  )
  select array_agg(master_key), json_agg(external_id), array_agg(version), array_agg(seq), json_agg(hash), bool_and(fresh),
    json_object_agg(key, decided) filter (where decided is not null)
  from known`;
}

/**
 * `$1` identity endpoint, `$2` new keys. Returns one row: their master keys, in the order of the keys. If one of the
 * keys is known, it fails with a unique violation and mints nothing. 5 microseconds per key instead of 9.
 */
export function mintSql(schema: string): string {
  return `with fresh as materialized (
    select key, nextval('${schema.replaceAll("'", "''")}.master_key_seq') as master_key from unnest($2::text[]) as i(key)
  ), minted as (
    insert into ${schema}.link (master_key, endpoint_id, external_id)
    select master_key, $1, key from (select * from fresh order by key collate "C") n
  )
  select array_agg(master_key) from fresh`;
}

/** An id is linked once. An id that gave way in a merge belongs to whatever is written under it next. */
const TAKE_WHAT_GAVE_WAY = `on conflict (endpoint_id, external_id) do update
    set master_key = excluded.master_key, gave_way = case when l.master_key = excluded.master_key then false end
    where l.gave_way`;

/**
 * `$1` lane, `$2` previous seq, `$3` last seq, `$4`-`$7` counts to add, `$8` target endpoint, `$9`-`$13` one array per
 * column of the records, `$14` superseded versions and `$15` echoes to add, `$16` the outcome of each record of the
 * batch, `$17` another column of the records: whether nothing was applied before, so that the record is not looked up.
 * Returns one row: 1 if the lane was at the previous seq; otherwise 0, and nothing was written.
 *
 * Without `careful` it fails with a unique violation, and writes nothing, if another lane to the same target linked an
 * id first, or if a record had been applied before despite `$17`. `on conflict` looks up each row in both indexes
 * before the insert: 9 microseconds instead of 5.
 */
export function settleSql(schema: string, { careful }: { readonly careful: boolean }): string {
  return `with moved as (
    update ${schema}.lane set settled_seq = $3, applied = applied + $4, unchanged = unchanged + $5,
      superseded = superseded + $6, dead_lettered = dead_lettered + $7, last_settled_at = now(),
      conflated = conflated + $14, echoed = echoed + $15, furthest_seq = greatest(furthest_seq, $3)
    where id = $1 and settled_seq = $2
    returning pass
  ), told as (
    insert into ${schema}.settlement (first_seq, last_seq, settled_at, lane_id, pass, outcomes)
    select $2 + 1, $3, now(), $1, pass, $16 from moved where $3 > $2
    on conflict (lane_id, pass, last_seq) do update
    set first_seq = excluded.first_seq, settled_at = excluded.settled_at, outcomes = excluded.outcomes
  ), record as materialized (
    select r.*, a.place, a.linked_id
    from moved, unnest($9::bigint[], $10::text[], $11::bigint[], $12::bigint[], $13::text[], $17::boolean[])
      as r(master_key, external_id, version, seq, hash, is_first)
    left join lateral (
      select ctid as place, external_id as linked_id from ${schema}.applied
      where not r.is_first and lane_id = $1 and master_key = r.master_key limit 1) a on true
  ), updated as (
    update ${schema}.applied a
    set version = r.version, seq = r.seq, hash = r.hash, external_id = r.external_id
    from record r where r.place is not null and a.ctid = r.place
  ), inserted as (
    insert into ${schema}.applied (master_key, version, seq, lane_id, external_id, hash)
    select master_key, version, seq, $1, external_id, hash from record where place is null
  ), linked as (
    insert into ${schema}.link as l (master_key, endpoint_id, external_id)
    select master_key, $8, external_id
    from (select ${careful ? 'distinct on (external_id collate "C")' : ''} master_key, external_id from record
      where linked_id is distinct from external_id order by external_id collate "C") n
    ${careful ? TAKE_WHAT_GAVE_WAY : ''}
  )
  select count(*)::int from moved`;
}

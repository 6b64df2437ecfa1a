import type { AuditFilter } from '../domain/index.ts';
import { keySubject } from '../domain/index.ts';
import { textArray } from '../sql/index.ts';

/** Rows as a JSON array of `[seq, entry, hash]`, the entry as the text that was hashed. */
const rowsAsJson = (order: 'asc' | 'desc') =>
  `coalesce(json_agg(json_build_array(seq, entry::text, hash) order by seq ${order}), '[]')`;

/** Locks the head until the transaction ends, so that appends are serialised, also those of other processes. */
export function lockHeadSql(schema: string): string {
  return `select seq, hash from ${schema}.audit_head for update`;
}

/** `$1`-`$3` one array per column of the rows, `$4` the last one's number, `$5` its hash, `$6` the intents that are over. */
export function appendSql(schema: string): string {
  return `with appended as (
    insert into ${schema}.audit_log (seq, entry, hash)
    select seq, entry::json, hash from unnest($1::bigint[], $2::text[], $3::text[]) as r(seq, entry, hash)
  ), over as (
    delete from ${schema}.audit_intent where id = any($6::text[]::uuid[])
  )
  update ${schema}.audit_head set seq = $4, hash = $5 returning seq`;
}

/**
 * `$1`-`$7` see `auditFilterValues`, `$8` the number before which the page begins or null, `$9` rows. Returns one row:
 * JSON.
 */
export function listAuditSql(schema: string): string {
  return `select ${rowsAsJson('desc')} from (
    select seq, entry, hash from ${schema}.audit_log
    where ($8::bigint is null or seq < $8)
      and ($1::text is null or who = $1)
      and ($2::text is null or starts_with(method, $2))
      and ($3::text is null or subject = $3 or starts_with(subject, $3 || ' '))
      and ($4::text[] is null or exists (select 1 from unnest($4::text[]) e where right(subject, length(e)) = e))
      and ($5::text is null or outcome = $5)
      and ($6::bigint is null or at_ms >= $6)
      and ($7::bigint is null or at_ms < $7)
    order by seq desc limit $9) r`;
}

/** @param pseudonyms of the record's key in the filter; null if the filter has none */
export function auditFilterValues(filter: AuditFilter, pseudonyms: readonly string[] | null) {
  const { who, method, subject, outcome, sinceMs, untilMs } = filter;
  const keyEnds = pseudonyms && textArray(pseudonyms.map((one) => keySubject('', one)));
  const columns = [who, method, subject, keyEnds, outcome, sinceMs, untilMs];
  return columns.map((value) => value ?? null);
}

/**
 * `$1` the number after which it begins, `$2` rows. Returns one row from one snapshot: rows (JSON), start and head with
 * their hashes.
 */
export function stretchSql(schema: string): string {
  return `select (select ${rowsAsJson('asc')} from (
      select seq, entry, hash from ${schema}.audit_log where seq > $1 order by seq limit $2) r),
    pruned_seq, pruned_hash, seq, hash from ${schema}.audit_head`;
}

/**
 * `$1` milliseconds since the epoch, `$2` number of rows. Returns the last of so many rows before the first one that is
 * not older; no row if there is none.
 */
export function prunableSql(schema: string): string {
  return `select seq, hash from ${schema}.audit_log
    where seq < coalesce((select min(seq) from ${schema}.audit_log where at_ms >= $1), 9223372036854775807)
      and seq < (select min(seq) from ${schema}.audit_log) + $2::int
    order by seq desc limit 1`;
}

/** `$1` and `$2` the point up to which rows are deleted. This moves first, since it permits the deletion. */
export function movePrunedSql(schema: string): string {
  return `update ${schema}.audit_head set pruned_seq = $1, pruned_hash = $2 returning 1`;
}

export function pruneSql(schema: string): string {
  return `with pruned as (delete from ${schema}.audit_log where seq <= $1 returning 1) select count(*) from pruned`;
}

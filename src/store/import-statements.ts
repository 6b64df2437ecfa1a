import type { Statement } from './database.ts';

/** How many ended imports are kept. */
const KEPT_IMPORTS = 500;

export type ImportStatements = Readonly<
  Record<'create' | 'save' | 'end' | 'startAgain', Statement>
>;

/** Statements about imports; each is a transaction of its own. */
export function importStatements(schema: string): ImportStatements {
  return {
    create: { name: 'create-import', text: createSql(schema) },
    save: { name: 'save-import', text: saveSql(schema) },
    end: { name: 'end-import', text: endSql(schema) },
    startAgain: { name: 'start-imports-again', text: startAgainSql(schema) },
  };
}

/**
 * `$1` stream, `$2` order as JSON, `$3` file size, `$4` end of the log, `$5` requested by, `$6` request id or null.
 * Returns the id; for a repeated request, that of the first.
 */
function createSql(schema: string): string {
  return `with dropped as (
      delete from ${schema}.import where outcome is not null and id <= (
        select id from ${schema}.import where outcome is not null order by id desc offset ${KEPT_IMPORTS} limit 1)
    )
    insert into ${schema}.import as i (created_at, stream, job, file_size, log_seq, requested_by, request_id)
    values (now(), $1, $2::json, $3::bigint, $4::bigint, $5, $6)
    on conflict (request_id) do update set request_id = i.request_id
    returning id`;
}

/**
 * `$1` id, `$2`-`$9` the position. Returns how many were saved: none if the import has finished. A cancelled import
 * still saves what it had in flight.
 */
function saveSql(schema: string): string {
  return `with saved as (
      update ${schema}.import set read = $2::bigint, stored = $3::bigint, rejected = $4::bigint, byte_offset = $5::bigint,
        lines = $6::bigint, file_bytes = $7::bigint, log_seq = $8::bigint, rejects_bytes = $9::bigint
      where id = $1::bigint and outcome is distinct from 'finished' returning 1
    )
    select count(*) from saved`;
}

/**
 * `$1` id, `$2` outcome. Returns how many ended: none if the import had ended with another outcome. A repeat succeeds,
 * since the answer to the first call may have been lost.
 */
function endSql(schema: string): string {
  return `with ended as (
      update ${schema}.import set outcome = $2, finished_at = coalesce(finished_at, now())
      where id = $1::bigint and coalesce(outcome, $2) = $2 returning 1
    )
    select count(*) from ended`;
}

/** `$1` stream. Sets its open imports back to the beginning of their files. Returns how many. */
function startAgainSql(schema: string): string {
  return `with again as (
      update ${schema}.import set read = 0, stored = 0, rejected = 0, byte_offset = 0, lines = 0, file_bytes = 0,
        log_seq = 0, rejects_bytes = 0
      where stream = $1 and outcome is null returning 1
    )
    select count(*) from again`;
}

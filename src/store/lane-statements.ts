import { MAX_TROUBLED_KEYS } from '../pipeline/index.ts';
import { burySql, closeSql, healSql, outdateSql, parkSql, unparkSql } from './aside-statements.ts';
import type { Statement } from './database.ts';
import { claimSql, mintSql, settleSql } from './statements.ts';

/** Statements of a lane's memory, each prepared once per connection. */
export function laneStatements(schema: string) {
  return {
    claim: named('claim', claimSql(schema)),
    mint: named('mint', mintSql(schema)),
    settle: named('settle', settleSql(schema, { careful: false })),
    settleCarefully: named('settle-carefully', settleSql(schema, { careful: true })),
    position: named('position', positionSql(schema)),
    begin: named('begin-drain', beginSql(schema)),
    finish: named(
      'finish-drain',
      `update ${schema}.lane set starts = 0, started_seq = -1, suspicion = null, in_doubt = $2
        where id = $1 returning 1`,
    ),
    suspect: named('suspect', suspectSql(schema)),
    decide: named(
      'decide',
      `update ${schema}.link set gave_way = false where master_key = any($1::bigint[]) and gave_way is null`,
    ),
  };
}

export type LaneStatements = ReturnType<typeof laneStatements>;

/** Additional statements of a settlement that sets records aside. */
export function asideStatements(schema: string) {
  return {
    park: named('park', parkSql(schema)),
    unpark: named('unpark', unparkSql(schema)),
    bury: named('bury', burySql(schema)),
    close: named('close-dead-letters', closeSql(schema)),
    heal: named('heal-dead-letters', healSql(schema)),
    outdate: named('outdate-dead-letters', outdateSql(schema)),
  };
}

export type AsideStatements = ReturnType<typeof asideStatements>;

function named(name: string, text: string): Statement {
  return { name, text };
}

function positionSql(schema: string): string {
  return `select settled_seq, applied, unchanged, superseded, dead_lettered, conflated, echoed,
      floor(extract(epoch from last_settled_at) * 1000)::bigint
    from ${schema}.lane where id = $1`;
}

/**
 * Marks the new drain as in doubt until `finish` says otherwise, and returns whether the previous one was. A suspicion is over when
 * its batch was settled before the process died.
 */
function beginSql(schema: string): string {
  return `with before as (
    select in_doubt from ${schema}.lane where id = $1
  ), begun as (
    update ${schema}.lane set starts = case when started_seq = settled_seq then starts + 1 else 1 end,
      suspicion = case when started_seq = settled_seq then suspicion end, started_seq = settled_seq, in_doubt = true
    where id = $1
    returning settled_seq, starts, generation, furthest_seq, suspicion
  )
  select settled_seq, furthest_seq, starts, generation, in_doubt,
    (select json_agg(key) from (select distinct key from ${schema}.dead_letter
      where lane_id = $1 and state = 'open' limit ${MAX_TROUBLED_KEYS + 1}) k), suspicion
  from begun, before`;
}

/** Moves the start to the batch: if the process dies before it is settled, the next start is one more at the same position. */
function suspectSql(schema: string): string {
  return `update ${schema}.lane set suspicion = $2, started_seq = settled_seq where id = $1 returning 1`;
}

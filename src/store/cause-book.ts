import { createHash } from 'node:crypto';
import type { CauseGroup } from '../domain/index.ts';
import { deadLetterClass } from '../domain/index.ts';
import { textArray } from '../sql/index.ts';
import type { Database } from './database.ts';
import { storeCall } from './failures.ts';

/** Selects groups. */
export interface CauseFilter {
  /** Only of these streams; null for all. */
  readonly streams: readonly string[] | null;
  /** Also groups without open failures, as long as their letters are kept. */
  readonly withClosed: boolean;
}

/** Groups failures by cause. Throws STORE_UNAVAILABLE if the database did not answer. */
export class CauseBook {
  readonly #database: Database;
  readonly #schema: string;

  /** @param schema quoted */
  constructor(database: Database, schema: string) {
    this.#database = database;
    this.#schema = schema;
  }

  /** Open groups first, most frequent first; at most a thousand. */
  async groups(
    { streams, withClosed }: CauseFilter,
    signal?: AbortSignal,
  ): Promise<readonly CauseGroup[]> {
    const name = withClosed ? 'all-causes' : 'open-causes';
    const statement = { name, text: groupsSql(this.#schema, withClosed) };
    const values = [streams === null ? null : textArray(streams)];
    const [json] = await storeCall('group failures by cause', () =>
      this.#database.one(statement, values, signal),
    );
    return (JSON.parse(json ?? '[]') as GroupRow[]).map(toGroup);
  }
}

interface GroupRow extends Omit<CauseGroup, 'id' | 'class' | 'example'> {
  readonly exampleId: string | null;
  readonly exampleKey: string | null;
  readonly reason: string;
}

function toGroup({ exampleId, exampleKey, reason, ...row }: GroupRow): CauseGroup {
  const { stream, lane, code, cause } = row;
  const name = JSON.stringify([stream, lane, code, cause]);
  return {
    ...row,
    id: createHash('sha256').update(name).digest('hex').slice(0, 16),
    class: deadLetterClass(code),
    example: { deadLetterId: exampleId, key: exampleKey, reason },
  };
}

/**
 * `$1` streams or null. Groups dead letters, and parked records after a failed attempt; a record that waits without
 * having failed is no failure. The stream is the part of a lane's name before the slash. There may be a million
 * failures: what is kept of each while they are grouped are numbers, of which the greatest `place` leads to the
 * example. Returns one row of JSON.
 */
function groupsSql(schema: string, withClosed: boolean): string {
  // The columns hold whole milliseconds. `extract` would give a numeric, which takes several times as long.
  const millis = (column: string) => `round(date_part('epoch', ${column}) * 1000)::bigint`;
  const rank = `case state when 'open' then 2 when 'replaying' then 1 else 0 end`;
  const lastAttempt = `(p.history -> -1 ->> 'atMs')::bigint`;
  return `select coalesce(json_agg(g order by g."closedAtMs" desc nulls first, g.open + g.retrying desc, g."lastAtMs" desc), '[]') from (
    select c.stream, c.lane, c.code, c.cause, c.open, c.retrying, c.closed, c."firstAtMs", c."lastAtMs", c."closedAtMs",
      d.id::text as "exampleId", coalesce(d.key, p.key) as "exampleKey", coalesce(d.reason, p.history -> -1 ->> 'message') as reason
    from (
      select stream, lane, code, cause,
        count(*) filter (where state = 'open')::int as open,
        count(*) filter (where state in ('replaying', 'parked'))::int as retrying,
        count(*) filter (where state = 'closed')::int as closed,
        min(first_ms) as "firstAtMs", max(last_ms) as "lastAtMs",
        case when bool_and(state = 'closed') then max(closed_ms) end as "closedAtMs",
        max(place) as place
      from (
        select stream, lane, code, cause, state, ${millis('buried_at')} as last_ms,
          coalesce((history -> 0 ->> 'atMs')::bigint, ${millis('buried_at')}) as first_ms, ${millis('closed_at')} as closed_ms,
          array[${rank}, ${millis('buried_at')}, id, null, null] as place
        from ${schema}.dead_letter ${withClosed ? '' : `where state <> 'closed'`}
        union all
        select split_part(l.name, '/', 1), l.name, p.code, p.cause, 'parked', ${lastAttempt},
          (p.history -> 0 ->> 'atMs')::bigint, null, array[1, ${lastAttempt}, 0, p.lane_id, p.seq]
        from ${schema}.parked p join ${schema}.lane l on l.id = p.lane_id
        where p.cause is not null and p.dead_letter_id is null
      ) f
      where $1::text[] is null or stream = any($1)
      group by stream, lane, code, cause
      order by bool_and(state = 'closed'), count(*) desc limit 1000
    ) c
    left join ${schema}.dead_letter d on d.id = c.place[3]
    left join ${schema}.parked p on p.lane_id = c.place[4] and p.seq = c.place[5]) g`;
}

import { bigintArray, textArray } from '../sql/index.ts';
import { DELETED } from '../pipeline/index.ts';
import type { Database } from './database.ts';
import { storeCall } from './failures.ts';

/** Limits of a page of keys. */
interface PageOf {
  /** Ids of all lanes of the stream. */
  readonly laneIds: readonly number[];
  /** Records of this version or a newer one do not count. */
  readonly before: number;
  readonly limit: number;
}

export interface SetAsidePage extends PageOf {
  /** The last key of the previous page; null for the first. */
  readonly after: string | null;
}

/** A lane of a two-way flow, and the side of the flow that its stream reads. */
export interface ReadSide {
  readonly flow: string;
  readonly side: 'a' | 'b';
}

export interface ThingsPage extends PageOf {
  /** Ids of the lanes that are not part of a two-way flow. */
  readonly oneWayIds: readonly number[];
  readonly readSides: readonly ReadSide[];
  /** The last master key of the previous page; '0' for the first. */
  readonly after: string;
}

export interface KeysOfThings {
  readonly keys: readonly string[];
  /** The last master key; null after the last page. */
  readonly last: string | null;
}

/**
 * Lists the keys of a stream whose things may exist in its targets, page by page. A record that a lane delivers in the meantime
 * moves from `setAside` to `things`, so read `setAside` first. Every call throws STORE_UNAVAILABLE.
 */
export class KnownKeysBook {
  readonly #database: Database;
  readonly #schema: string;

  /** @param schema quoted */
  constructor(database: Database, schema: string) {
    this.#database = database;
    this.#schema = schema;
  }

  /** Returns the keys of parked records and open dead letters, in order. */
  async setAside({ laneIds, before, limit, after }: SetAsidePage): Promise<readonly string[]> {
    const wanted = `lane_id = any($1::bigint[]) and key > $2 and operation <> 'delete' and version < $3`;
    const text = `select coalesce(json_agg(key), '[]') from (
        select key from ${this.#schema}.parked where ${wanted}
        union select key from ${this.#schema}.dead_letter where ${wanted} and state = 'open'
        order by key limit $4) k`;
    const values = [bigintArray(laneIds.map(String)), after ?? '', before, limit];
    const [keys] = await storeCall('list keys that are set aside', () =>
      this.#database.one({ name: 'known-aside', text }, values),
    );
    return JSON.parse(keys ?? '[]') as string[];
  }

  /**
   * Returns the keys of things that a lane has applied and not deleted since, or that a side of a two-way flow holds. Leaves out
   * things with several ids (merged by a person), because it is not known which id the stream's source uses.
   */
  async things(page: ThingsPage): Promise<KeysOfThings> {
    const { laneIds, oneWayIds, readSides, before, limit, after } = page;
    const statement = { name: 'known-things', text: thingsSql(this.#schema) };
    const values = [
      bigintArray(oneWayIds.map(String)),
      textArray(readSides.map(({ flow }) => flow)),
      textArray(readSides.map(({ side }) => side)),
      ...[after, before, limit, bigintArray(laneIds.map(String))],
    ];
    const [count, last, keys] = await storeCall('list keys of things', () =>
      this.#database.one(statement, values),
    );
    return {
      keys: JSON.parse(keys ?? '[]') as string[],
      last: Number(count) < limit ? null : (last ?? null),
    };
  }
}

/** `$1` one-way lanes, `$2` flows, `$3` their sides, `$4` after, `$5` before, `$6` limit, `$7` all lanes, to find the identity. */
function thingsSql(schema: string): string {
  return `with found as (
      select master_key from (
        select a.master_key from unnest($1::bigint[]) as w(lane_id), lateral (
          select master_key from ${schema}.applied
          where lane_id = w.lane_id::int and master_key > $4::bigint and version < $5::bigint and hash <> '${DELETED}'
          order by master_key limit $6) a
        union
        select t.master_key from unnest($2::text[], $3::text[]) as f(flow, side), lateral (
          select master_key from ${schema}.two_way
          where flow = f.flow and master_key > $4::bigint and state ->> f.side is not null
            and coalesce((state -> f.side ->> 'version')::bigint, 0) < $5::bigint
          order by master_key limit $6) t
      ) both_kinds order by master_key limit $6
    )
    select count(distinct found.master_key), max(found.master_key),
      coalesce(json_agg(k.external_id) filter (where k.external_id is not null), '[]')
    from found left join lateral (
      select l.external_id from ${schema}.link l
      where l.master_key = found.master_key
        and l.endpoint_id = (select identity_endpoint_id from ${schema}.lane where id = any($7::bigint[]) limit 1)
        and not exists (select from ${schema}.link o
          where o.master_key = l.master_key and o.endpoint_id = l.endpoint_id and o.external_id <> l.external_id)) k on true`;
}

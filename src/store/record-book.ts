import type { KnownId } from '../domain/index.ts';
import { textArray } from '../sql/index.ts';
import type { Database } from './database.ts';
import type { EndpointName } from './endpoints.ts';
import { storeCall } from './failures.ts';

/** The maximum number of ids returned for one thing. */
const MAX_LINKS = 1_000;

/** One thing that the hub knows. */
export interface KnownThing {
  readonly masterKey: string;
  /** Sorted by connector, entity and id. */
  readonly links: readonly KnownId[];
}

/** An id and where to search for it. */
export interface IdSearch {
  readonly id: string;
  /** Null for any. */
  readonly connector: string | null;
  readonly entity: string | null;
  /** Additional key spaces to search, in which the requested endpoints keep their ids. */
  readonly alsoIn: readonly EndpointName[];
}

/** Finds things by their ids. Every call throws STORE_UNAVAILABLE if the database did not answer. */
export class RecordBook {
  readonly #database: Database;
  readonly #schema: string;

  /** @param schema quoted */
  constructor(database: Database, schema: string) {
    this.#database = database;
    this.#schema = schema;
  }

  /** Returns all things that have the id somewhere, oldest master key first. It takes an index lookup per endpoint. */
  async byId(
    { id, connector, entity, alsoIn }: IdSearch,
    limit: number,
  ): Promise<readonly KnownThing[]> {
    const values = [
      id,
      connector,
      entity,
      textArray(alsoIn.map((one) => one.connector)),
      textArray(alsoIn.map((one) => one.entity)),
      limit,
    ];
    return this.#find('things-by-id', byIdSql(this.#schema), values);
  }

  /** Returns an empty list if there is none. */
  async byMasterKey(masterKey: string): Promise<readonly KnownThing[]> {
    return this.#find('thing-by-master-key', byMasterKeySql(this.#schema), [masterKey]);
  }

  async #find(
    name: string,
    text: string,
    values: readonly unknown[],
  ): Promise<readonly KnownThing[]> {
    const [json] = await storeCall('look up a thing', () =>
      this.#database.one({ name, text }, values),
    );
    return JSON.parse(json ?? '[]') as KnownThing[];
  }
}

/** The ids of the master key `m.master_key`, as JSON. */
function linksSql(schema: string): string {
  return `(select json_agg(i) from (
    select e.connector, e.entity, l.external_id as "externalId", l.gave_way is true as "gaveWay"
    from ${schema}.link l join ${schema}.endpoint e on e.id = l.endpoint_id
    where l.master_key = m.master_key order by e.connector, e.entity, l.external_id limit ${MAX_LINKS}) i)`;
}

function thingsSql(schema: string, masterKeys: string): string {
  return `select coalesce(json_agg(json_build_object('masterKey', m.master_key::text, 'links', ${linksSql(schema)}) order by m.master_key), '[]')
    from (${masterKeys}) m`;
}

/** `$1` id, `$2` connector, `$3` entity, `$4` and `$5` more endpoints, `$6` how many. */
function byIdSql(schema: string): string {
  return thingsSql(
    schema,
    `select distinct k.master_key
    from ${schema}.endpoint e cross join lateral (
      select master_key from ${schema}.link where endpoint_id = e.id and external_id = $1 limit 1) k
    where (($2::text is null or e.connector = $2) and ($3::text is null or e.entity = $3))
      or exists (select 1 from unnest($4::text[], $5::text[]) as a(connector, entity)
        where a.connector = e.connector and a.entity = e.entity)
    order by k.master_key limit $6`,
  );
}

/** `$1` master key. */
function byMasterKeySql(schema: string): string {
  return thingsSql(
    schema,
    `select master_key from ${schema}.link where master_key = $1::bigint limit 1`,
  );
}

import type { Priority, VerdictCounts } from '../domain/index.ts';
import type { ParkedExtent } from '../pipeline/index.ts';
import { bigintArray, textArray } from '../sql/index.ts';
import type { Database } from './database.ts';
import type { EndpointName } from './endpoints.ts';
import { identityEndpoint } from './endpoints.ts';
import type { LaneMemoryOptions, LanePosition } from './lane-ledger.ts';
import { LaneMemory } from './lane-ledger.ts';

/** Another hub may create the same rows at the same time; the next attempt finds them. */
const MAX_LOST_RACES = 5;

export interface LaneMemoryName {
  /** `<stream>/<target connector>` */
  readonly name: string;
  /** The key space of the stream's source: `<connector>/<entity>`, or a name that several sources share. */
  readonly identity: string;
  /** The target. */
  readonly connector: string;
  readonly entity: string;
  /** Priority of its calls when connections are short, evaluated for each call. Default normal. */
  readonly priority?: () => Priority;
}

/** The memory of a lane, and what it held when it was opened. */
export interface OpenedLane {
  readonly memory: LaneMemory;
  readonly position: LanePosition;
  readonly parked: ParkedExtent;
}

type Tools = Pick<LaneMemoryOptions, 'schema' | 'turnstile' | 'statements' | 'asideStatements'> & {
  readonly database: Database;
};

/**
 * Finds or creates the memories of lanes, with four statements for all of them. A memory belongs to name, identity and
 * target together. A lane that is given another target starts with an empty memory, since what it applied to the old
 * target says nothing about the new one.
 * @param begin returns the position of a new memory; called only if none exists
 * @returns the memories by the lane's name
 */
export async function openLanes(
  tools: Tools,
  names: readonly LaneMemoryName[],
  begin: (name: string) => Promise<number>,
): Promise<ReadonlyMap<string, OpenedLane>> {
  const wanted = await withEndpoints(tools, names);
  const known = await readLanes(tools, wanted);
  const missing = wanted.filter(({ name }) => !known.has(name));
  if (missing.length > 0) {
    await makeLanes(tools, missing, await Promise.all(missing.map(({ name }) => begin(name))));
    for (const [name, row] of await readLanes(tools, missing)) known.set(name, row);
  }
  const made = new Set(missing.map(({ name }) => name));
  return new Map(
    wanted.map(({ name, identityId, targetId, priority }) => {
      const row = known.get(name);
      if (!row) throw new Error(`the row of lane ${name} vanished`);
      const lane = { lane: name, laneId: row.id, isNew: made.has(name), identityId, targetId };
      const { position, parked } = row;
      const database = tools.database.withPriority(priority);
      return [name, { memory: new LaneMemory({ ...tools, database, ...lane }), position, parked }];
    }),
  );
}

interface WantedLane {
  readonly name: string;
  readonly identityId: number;
  readonly targetId: number;
  readonly priority: () => Priority;
}

async function withEndpoints(
  tools: Tools,
  names: readonly LaneMemoryName[],
): Promise<readonly WantedLane[]> {
  const pairs = names.map((name) => ({
    name: name.name,
    priority: name.priority ?? (() => 'normal' as const),
    identity: identityEndpoint(name.identity),
    target: { connector: name.connector, entity: name.entity },
  }));
  const ids = await endpointIds(
    tools,
    pairs.flatMap(({ identity, target }) => [identity, target]),
  );
  const idOf = (endpoint: EndpointName) => ids.get(endpointKey(endpoint)) ?? 0;
  return pairs.map(({ name, priority, identity, target }) => ({
    ...{ name, priority },
    identityId: idOf(identity),
    targetId: idOf(target),
  }));
}

/** The separator is unambiguous: PostgreSQL would refuse a name with a NUL. */
const endpointKey = ({ connector, entity }: EndpointName) => `${connector}\0${entity}`;

async function endpointIds(
  { database, schema }: Pick<Tools, 'database' | 'schema'>,
  endpoints: readonly EndpointName[],
): Promise<ReadonlyMap<string, number>> {
  const distinct = [...new Map(endpoints.map((one) => [endpointKey(one), one])).values()];
  const values = [
    textArray(distinct.map(({ connector }) => connector)),
    textArray(distinct.map(({ entity }) => entity)),
  ];
  for (let lost = 0; ; lost++) {
    const statement = { name: 'open-endpoints', text: endpointsSql(schema) };
    const [found] = await database.one(statement, values);
    const rows = JSON.parse(found ?? '[]') as [number, string, string][];
    const ids = new Map(
      rows.map(([id, connector, entity]) => [endpointKey({ connector, entity }), id]),
    );
    if (ids.size === distinct.length || lost === MAX_LOST_RACES) return ids;
  }
}

/** A statement does not see the rows that it inserts, so existing and new rows are combined. */
function endpointsSql(schema: string): string {
  return `with wanted as (
      select connector, entity from unnest($1::text[], $2::text[]) as w(connector, entity)
    ), found as (
      select e.id, e.connector, e.entity from wanted w join ${schema}.endpoint e on e.connector = w.connector and e.entity = w.entity
    ), made as (
      insert into ${schema}.endpoint (connector, entity)
      select w.connector, w.entity from wanted w
      where not exists (select 1 from ${schema}.endpoint e where e.connector = w.connector and e.entity = w.entity)
      on conflict do nothing returning id, connector, entity
    )
    select json_agg(json_build_array(id, connector, entity)) from (select * from found union all select * from made) as all_of_them`;
}

interface LaneRow {
  readonly id: number;
  readonly position: LanePosition;
  readonly parked: ParkedExtent;
}

type LaneColumns = readonly [
  name: string,
  id: number,
  settledSeq: number,
  ...counts: [number, number, number, number, number, number],
  lastSettledAtMs: number | null,
  parked: number,
  paused: number,
  oldestAtMs: number | null,
];

async function readLanes(
  { database, schema }: Pick<Tools, 'database' | 'schema'>,
  lanes: readonly WantedLane[],
): Promise<Map<string, LaneRow>> {
  const statement = { name: 'read-lanes', text: lanesSql(schema) };
  const [found] = await database.one(statement, laneColumns(lanes));
  return new Map((JSON.parse(found ?? '[]') as LaneColumns[]).map((row) => [row[0], laneRow(row)]));
}

function laneRow(columns: LaneColumns): LaneRow {
  const [
    ,
    id,
    settledSeq,
    applied,
    unchanged,
    superseded,
    deadLettered,
    conflated,
    echoed,
    ...rest
  ] = columns;
  const [lastSettledAtMs, records, paused, oldestAtMs] = rest;
  const counts: VerdictCounts = { applied, unchanged, superseded, echoed, deadLettered };
  return {
    id,
    position: { settledSeq, counts, conflated, lastSettledAtMs },
    parked: { records, paused, oldestAtMs },
  };
}

function laneColumns(lanes: readonly WantedLane[]): Buffer[] {
  return [
    textArray(lanes.map(({ name }) => name)),
    bigintArray(lanes.map(({ identityId }) => identityId)),
    bigintArray(lanes.map(({ targetId }) => targetId)),
  ];
}

function lanesSql(schema: string): string {
  const millis = (time: string) => `floor(extract(epoch from ${time}) * 1000)::bigint`;
  return `select json_agg(json_build_array(l.name, l.id, l.settled_seq, l.applied, l.unchanged, l.superseded, l.dead_lettered, l.conflated, l.echoed,
      ${millis('l.last_settled_at')}, p.records, p.paused, p.oldest))
    from unnest($1::text[], $2::bigint[], $3::bigint[]) as w(name, identity_id, target_id)
    join ${schema}.lane l on l.name = w.name and l.identity_endpoint_id = w.identity_id and l.target_endpoint_id = w.target_id
    left join lateral (
      select count(*) as records, count(*) filter (where k.key is not null) as paused, ${millis('min(a.stored_at)')} as oldest
      from ${schema}.parked a left join ${schema}.paused_key k on k.lane_id = a.lane_id and k.key = a.key where a.lane_id = l.id
    ) p on true`;
}

async function makeLanes(
  { database, schema }: Pick<Tools, 'database' | 'schema'>,
  lanes: readonly WantedLane[],
  settledSeqs: readonly number[],
): Promise<void> {
  const text = `with made as (
      insert into ${schema}.lane (name, identity_endpoint_id, target_endpoint_id, settled_seq, furthest_seq)
      select w.*, w.seq from unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[]) as w(name, identity_id, target_id, seq) on conflict do nothing returning 1
    ) select count(*) from made`;
  const values = [...laneColumns(lanes), bigintArray(settledSeqs)];
  await database.one({ name: 'make-lanes', text }, values);
}

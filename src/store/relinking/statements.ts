import type { LinkedId, StoredRecord } from '../../domain/index.ts';
import type { Remembered } from '../../pipeline/index.ts';
import { bigintArray, booleanArray, textArray } from '../../sql/index.ts';
import { parkColumns } from '../aside-rows.ts';
import { parkSql } from '../aside-statements.ts';
import type { RunStatement } from '../database.ts';
import type { AppliedRow, FlowPlace, Thing, ThingId } from './thing.ts';

/** A record that a lane is to deliver again. */
export interface RecordAgain {
  readonly laneId: number;
  /** The master key of its thing, as in the plan. */
  readonly masterKey: string;
  readonly record: StoredRecord;
}

/** Where the statements run: in one transaction. */
interface Place {
  readonly run: RunStatement;
  readonly schema: string;
}

/** Returns the master keys of the ids, in the same order; null for an unknown id. */
export async function masterKeysOf(
  { run, schema }: Place,
  ids: readonly LinkedId[],
): Promise<readonly (string | null)[]> {
  const text = `select json_agg(l.master_key::text order by i.n)
    from unnest($1::text[], $2::text[], $3::text[]) with ordinality as i(connector, entity, external_id, n)
    left join ${schema}.endpoint e on e.connector = i.connector and e.entity = i.entity
    left join ${schema}.link l on l.endpoint_id = e.id and l.external_id = i.external_id`;
  const values = [
    textArray(ids.map(({ connector }) => connector)),
    textArray(ids.map(({ entity }) => entity)),
    textArray(ids.map(({ externalId }) => externalId)),
  ];
  const [json] = await run({ name: 'master-keys-of', text }, values);
  return JSON.parse(json ?? '[]') as (string | null)[];
}

type Of<Row> = Row & { readonly masterKey: string };

/** Loads all that the store holds of these things, in the order of the master keys. */
export async function loadThings(
  { run, schema }: Place,
  masterKeys: readonly string[],
): Promise<readonly Thing[]> {
  const values = [bigintArray(masterKeys)];
  const text = `select
    (select json_agg(json_build_object('masterKey', l.master_key::text, 'endpointId', l.endpoint_id, 'connector', e.connector,
        'entity', e.entity, 'externalId', l.external_id, 'gaveWay', l.gave_way,
        'isTarget', e.id in (select target_endpoint_id from ${schema}.lane)) order by e.connector, e.entity, l.external_id)
      from ${schema}.link l join ${schema}.endpoint e on e.id = l.endpoint_id where l.master_key = any($1::bigint[])),
    (select json_agg(json_build_object('masterKey', a.master_key::text, 'laneId', n.id, 'lane', n.name, 'identityId', n.identity_endpoint_id,
        'targetId', n.target_endpoint_id, 'version', a.version, 'seq', a.seq, 'hash', a.hash, 'externalId', a.external_id) order by n.name, n.id)
      from ${schema}.lane n join ${schema}.applied a on a.lane_id = n.id and a.master_key = any($1::bigint[])),
    (select json_agg(json_build_object('masterKey', master_key::text, 'flow', flow, 'state', json_build_object('state', state, 'intent', intent)) order by flow)
      from ${schema}.two_way where master_key = any($1::bigint[]))`;
  const found = await run({ name: 'load-things', text }, values);
  const [ids, applied, states] = found.map((json) => JSON.parse(json ?? '[]') as unknown) as [
    readonly Of<ThingId>[],
    readonly Of<AppliedRow>[],
    readonly Of<{ readonly flow: string; readonly state: Remembered }>[],
  ];
  const own = <Row>(rows: readonly Of<Row>[], key: string) =>
    rows.filter(({ masterKey }) => masterKey === key).map(({ masterKey: _of, ...row }) => row);
  return masterKeys.map((masterKey) => ({
    masterKey,
    ids: own(ids, masterKey),
    applied: own(applied, masterKey),
    states: new Map(own(states, masterKey).map(({ flow, state }) => [flow, state])),
  }));
}

/** Returns a number that no thing has and no other change gets. */
export async function takeNumber({ run, schema }: Place): Promise<string> {
  const text = `select nextval('${schema.replaceAll("'", "''")}.master_key_seq')`;
  const [number] = await run({ name: 'take-master-key', text }, []);
  return number ?? '';
}

/** Stores the things after the change in place of those before it. */
export async function replaceThings(
  { run, schema }: Place,
  before: readonly Thing[],
  after: readonly Thing[],
): Promise<void> {
  const keys = [bigintArray(before.map(({ masterKey }) => masterKey))];
  const ids = after.flatMap((thing) => thing.ids.map((id) => ({ id, thing })));
  const move = `update ${schema}.link l set master_key = r.master_key, gave_way = r.gave_way
    from unnest($1::bigint[], $2::bigint[], $3::text[], $4::boolean[], $5::boolean[]) as i(master_key, endpoint_id, external_id, is_merged, gives_way)
    cross join lateral (select i.master_key, case when i.is_merged then i.gives_way end as gave_way) r
    where l.endpoint_id = i.endpoint_id::int and l.external_id = i.external_id`;
  await run({ name: 'move-links', text: move }, [
    bigintArray(ids.map(({ thing }) => thing.masterKey)),
    bigintArray(ids.map(({ id }) => id.endpointId)),
    textArray(ids.map(({ id }) => id.externalId)),
    booleanArray(ids.map(({ id }) => id.gaveWay !== null)),
    booleanArray(ids.map(({ id }) => id.gaveWay === true)),
  ]);

  const rows = after.flatMap((thing) => thing.applied.map((row) => ({ row, thing })));
  const drop = `delete from ${schema}.applied a using ${schema}.lane n where a.lane_id = n.id and a.master_key = any($1::bigint[])`;
  const put = `insert into ${schema}.applied (lane_id, master_key, version, seq, external_id, hash)
    select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[])`;
  await run({ name: 'drop-applied', text: drop }, keys);
  await run({ name: 'put-applied', text: put }, [
    bigintArray(rows.map(({ row }) => row.laneId)),
    bigintArray(rows.map(({ thing }) => thing.masterKey)),
    bigintArray(rows.map(({ row }) => row.version)),
    bigintArray(rows.map(({ row }) => row.seq)),
    textArray(rows.map(({ row }) => row.externalId)),
    textArray(rows.map(({ row }) => row.hash)),
  ]);

  const states = after.flatMap(({ masterKey, states: known }) =>
    Array.from(known, ([flow, state]) => ({ masterKey, flow, state })),
  );
  const dropStates = `delete from ${schema}.two_way where master_key = any($1::bigint[])`;
  const putStates = `insert into ${schema}.two_way (master_key, flow, state, intent)
    select k, f, s::json, t::json from unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) as i(k, f, s, t)`;
  await run({ name: 'drop-states', text: dropStates }, keys);
  await run({ name: 'put-states', text: putStates }, [
    bigintArray(states.map(({ masterKey }) => masterKey)),
    textArray(states.map(({ flow }) => flow)),
    textArray(states.map(({ state }) => JSON.stringify(state.state))),
    textArray(states.map(({ state: { intent } }) => intent && JSON.stringify(intent))),
  ]);
}

/** Prevents the two from being matched with each other from now on. */
export async function partThings(
  { run, schema }: Place,
  one: string,
  other: string,
): Promise<void> {
  const text = `insert into ${schema}.parted (master_key, other) values ($1, $2), ($2, $1) on conflict do nothing`;
  await run({ name: 'part-things', text }, [one, other]);
}

/** Parts from `kept` what was parted from `gone`, and lets these two be matched again. */
export async function unpartThings(
  { run, schema }: Place,
  kept: string,
  gone: string,
): Promise<void> {
  const text = `with before as (
      delete from ${schema}.parted where master_key = $2::bigint or other = $2::bigint returning master_key, other
    )
    insert into ${schema}.parted (master_key, other)
    select m, o from (
      select case when master_key = $2 then $1::bigint else master_key end as m, case when other = $2 then $1::bigint else other end as o
      from before) b
    where m <> o on conflict do nothing`;
  await run({ name: 'unpart-things', text }, [kept, gone]);
}

/** A move of recorded conflicts from one thing to another. */
export interface ConflictMove {
  readonly from: string;
  readonly to: string;
  /** Limits the move to conflicts found under one of its ids; null for all. */
  readonly only: Pick<Thing, 'ids'> | null;
}

/** Returns how many conflicts a move concerns. */
export async function countConflicts(
  { run, schema }: Place,
  { from, only }: ConflictMove,
  flows: readonly FlowPlace[],
): Promise<number> {
  const text = `select count(*) from ${schema}.two_way_conflict where ${MEANT}`;
  const [count] = await run({ name: 'count-conflicts', text }, [from, ...meant(only, flows)]);
  return Number(count);
}

export async function moveConflicts(
  { run, schema }: Place,
  { from, to, only }: ConflictMove,
  flows: readonly FlowPlace[],
): Promise<void> {
  const text = `update ${schema}.two_way_conflict set master_key = $5::bigint where ${MEANT}`;
  await run({ name: 'move-conflicts', text }, [from, ...meant(only, flows), to]);
}

/** `$1` is the master key, `$2` whether all are selected, `$3` and `$4` the flows and keys of those selected. */
const MEANT = `master_key = $1::bigint
  and ($2::boolean or (flow, key) in (select * from unnest($3::text[], $4::text[])))`;

function meant(only: ConflictMove['only'], flows: readonly FlowPlace[]): readonly unknown[] {
  const met = only ? keysByFlow(only.ids, flows) : [];
  return [
    only === null,
    textArray(met.map(({ flow }) => flow)),
    textArray(met.map(({ key }) => key)),
  ];
}

/** Returns the keys under which the lanes of each flow read one of the ids. */
function keysByFlow(ids: readonly ThingId[], flows: readonly FlowPlace[]) {
  return flows.flatMap(({ flow, sides }) =>
    [...sides.a.endpoints, ...sides.b.endpoints].flatMap(({ connector, entity }) =>
      ids
        .filter((id) => id.connector === connector && id.entity === entity)
        .map(({ externalId }) => ({ flow, key: externalId })),
    ),
  );
}

/** Parks records so that they go through their lanes again at once. */
export async function parkAgain(
  { run, schema }: Place,
  records: readonly RecordAgain[],
): Promise<void> {
  for (const { laneId, record } of records) {
    const parked = { record, dueAtMs: 0, attempts: 0, history: [], deadLetterId: null };
    const values = [laneId, ...parkColumns([parked])];
    await run({ name: 'park-again', text: parkSql(schema) }, values);
  }
}

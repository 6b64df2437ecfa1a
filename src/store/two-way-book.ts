import type { Json } from '../domain/index.ts';
import type { Intended, Remembered, TwoWaySettlement } from '../pipeline/index.ts';
import { bigintArray, textArray } from '../sql/index.ts';
import type { Database, RunStatement } from './database.ts';
import { storeCall } from './failures.ts';

/** How long conflicts are kept. They hold values, which may be personal. */
const KEPT_DAYS = 30;

/** A stored conflict, by sides; the configuration knows their names. */
export interface KeptConflict {
  readonly id: string;
  readonly metAtMs: number;
  readonly flow: string;
  readonly masterKey: string;
  readonly key: string;
  readonly field: string;
  readonly winner: 'a' | 'b';
  readonly a: Json;
  readonly b: Json;
}

export interface ConflictQuery {
  readonly flow: string | null;
  /** Conflicts before this id; null for the newest. */
  readonly before: string | null;
  readonly limit: number;
}

/** Remembers both sides of things that flow both ways. */
export class TwoWayBook {
  readonly #database: Database;
  readonly #schema: string;

  /** @param schema quoted */
  constructor(database: Database, schema: string) {
    this.#database = database;
    this.#schema = schema;
  }

  async load(
    flow: string,
    masterKeys: readonly string[],
  ): Promise<ReadonlyMap<string, Remembered>> {
    const text = `select coalesce(json_object_agg(master_key, json_build_object('state', state, 'intent', intent)), '{}') from ${this.#schema}.two_way
      where flow = $1 and master_key = any($2::bigint[])`;
    const values = [flow, bigintArray(masterKeys)];
    const [states] = await storeCall(`read what is known of flow ${flow}`, () =>
      this.#database.one({ name: 'load-two-way', text }, values),
    );
    return new Map(Object.entries(JSON.parse(states ?? '{}') as Record<string, Remembered>));
  }

  /** Notes what is about to be written, one write per thing, and what is known of the thing until then. */
  async intend(flow: string, writes: ReadonlyMap<string, Intended>): Promise<void> {
    const text = `with noted as (
        insert into ${this.#schema}.two_way (master_key, flow, state, intent)
        select k, $1, s::json, i::json from unnest($2::bigint[], $3::text[], $4::text[]) as w(k, s, i)
        on conflict (flow, master_key) do update set state = excluded.state, intent = excluded.intent returning 1
      )
      select count(*) from noted`;
    const all = [...writes.values()];
    const values = [
      ...[flow, bigintArray([...writes.keys()])],
      textArray(all.map(({ state }) => JSON.stringify(state))),
      textArray(all.map(({ to, name, whenHeld }) => JSON.stringify({ to, name, whenHeld }))),
    ];
    await storeCall(`note what flow ${flow} is about to write`, () =>
      this.#database.one({ name: 'intend-two-way', text }, values),
    );
  }

  /** Conflicts, newest first. */
  async conflicts({ flow, before, limit }: ConflictQuery): Promise<readonly KeptConflict[]> {
    const text = `select coalesce(json_agg(c), '[]') from (
        select id::text, floor(extract(epoch from met_at) * 1000) as "metAtMs", master_key::text as "masterKey", flow, key, field,
          winner, value_a as a, value_b as b
        from ${this.#schema}.two_way_conflict
        where ($1::text is null or flow = $1) and ($2::bigint is null or id < $2) order by id desc limit $3) c`;
    const [rows] = await storeCall('list conflicts', () =>
      this.#database.one({ name: 'list-conflicts', text }, [flow, before, limit]),
    );
    return JSON.parse(rows ?? '[]') as KeptConflict[];
  }

  /** Deletes old conflicts, and everything of flows that are no longer configured. */
  async forget(flows: readonly string[]): Promise<void> {
    await storeCall('forget old conflicts', () =>
      this.#database.transaction(async (run) => {
        const old = `met_at < now() - interval '${KEPT_DAYS} days'`;
        const gone = 'flow <> all($1::text[])';
        const texts = [
          `delete from ${this.#schema}.two_way_conflict where ${old} or ${gone}`,
          `delete from ${this.#schema}.two_way where ${gone}`,
        ];
        for (const [index, text] of texts.entries()) {
          await run({ name: `forget-two-way-${index}`, text }, [textArray(flows)]);
        }
      }),
    );
  }
}

/** Writes what a batch changed, in the transaction of its settlement. */
export async function saveTwoWay(
  schema: string,
  { flow, states, inDoubt, conflicts }: TwoWaySettlement,
  run: RunStatement,
): Promise<void> {
  const save = `insert into ${schema}.two_way as t (master_key, flow, state)
    select k, $1, s::json from unnest($2::bigint[], $3::text[]) as i(k, s)
    on conflict (flow, master_key) do update set state = excluded.state,
      intent = case when t.master_key = any($4::bigint[]) then t.intent end`;
  const texts = Array.from(states.values(), (state) => JSON.stringify(state));
  await run({ name: 'save-two-way', text: save }, [
    ...[flow, bigintArray([...states.keys()]), textArray(texts), bigintArray([...inDoubt])],
  ]);
  if (conflicts.length === 0) return;
  const note = `insert into ${schema}.two_way_conflict (flow, master_key, key, field, winner, value_a, value_b)
    select $1, k, key, f, w, a::json, b::json
    from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) as i(k, key, f, w, a, b)`;
  await run({ name: 'note-conflicts', text: note }, [
    flow,
    bigintArray(conflicts.map(({ masterKey }) => masterKey)),
    textArray(conflicts.map(({ key }) => key)),
    textArray(conflicts.map(({ field }) => field)),
    textArray(conflicts.map(({ winner }) => winner)),
    textArray(conflicts.map(({ values }) => JSON.stringify(values.a))),
    textArray(conflicts.map(({ values }) => JSON.stringify(values.b))),
  ]);
}

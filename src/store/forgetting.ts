import { bigintArray } from '../sql/index.ts';
import type { Database, RunStatement } from './database.ts';
import { storeCall } from './failures.ts';
import {
  deleteAppliedSql,
  deletePortionSql,
  inPortions,
  PORTION,
  throughPortions,
} from './portions.ts';

/** Tables whose rows belong to one lane by its id, in addition to `lane` and `applied`. */
const ofLane = ['parked', 'paused_key', 'dead_letter', 'settlement', 'returned'];
/**
 * Tables of what a stream has read, and their column of its name. The cursor comes first: without it, all is read again wherever a
 * crash leaves the rest.
 */
const ofStream = [
  ['stream_state', 'name'],
  ['run', 'stream'],
  ['dead_letter', 'stream'],
  ['delivery', 'stream'],
  ['hint', 'stream'],
  ['arrival_state', 'stream'],
] as const;
/** So many of a lane's oldest settlements are looked at by one statement, which may ask about thousands of lanes. */
const LOOKED_AT = 1_000;

/**
 * Permanently deletes what the hub remembers of things that are no longer configured. Links stay: they say that two ids
 * are one thing.
 */
export class Forgetting {
  readonly #database: Database;
  readonly #schema: string;

  /** @param schema quoted */
  constructor(database: Database, schema: string) {
    this.#database = database;
    this.#schema = schema;
  }

  /** Deletes a lane with its memory. May be repeated after a crash. @param id of `LaneMemory` */
  async lane(id: number): Promise<void> {
    // Its row comes first: a lane that is configured again then starts with an empty memory, wherever a crash leaves the rest.
    await this.#inPortions('forget-lane', 'lane', 'id = $1', [id]);
    for (const table of ['applied', ...ofLane])
      await this.#inPortions(`forget-lane-${table}`, table, 'lane_id = $1', [id]);
  }

  /**
   * Deletes all that the lanes of a stream remember, but not the lanes themselves: they start again at the beginning of
   * its log.
   */
  async whatLanesApplied(stream: string): Promise<void> {
    const schema = this.#schema;
    const ids = `select id from ${schema}.lane where split_part(name, '/', 1) = $1`;
    const lanes = `select coalesce(json_agg(id), '[]') from (${ids}) own`;
    const applied = { name: 'empty-lane-applied', text: deleteAppliedSql(schema, 'true') };
    await storeCall(`empty lanes of ${stream}`, () =>
      this.#database.transaction(async (run) => {
        const [known] = await run({ name: 'lanes-of', text: lanes }, [stream]);
        for (const id of JSON.parse(known ?? '[]') as readonly number[])
          await throughPortions(async (after) => {
            const [last, count] = await run(applied, [id, after]);
            return { last, count: Number(count) };
          });
        await runAll(run, 'empty-lanes', stream, [
          ...ofLane.map((table) => `delete from ${schema}.${table} where lane_id in (${ids})`),
          `update ${schema}.lane set settled_seq = 0, furthest_seq = 0, generation = generation + 1
           where id in (${ids})`,
        ]);
      }),
    );
  }

  /**
   * Deletes a stream with its cursor, runs and dead letters. Its lanes are forgotten one by one. May be repeated after a
   * crash.
   */
  async stream(name: string): Promise<void> {
    for (const [table, column] of [...ofStream, ['schedule', 'stream']] as const)
      await this.#inPortions(`forget-stream-${table}`, table, `${column} = $1`, [name]);
  }

  /** Deletes what a stream has read, but not its schedule: it reads its source again from the beginning. */
  async whatStreamRead(name: string): Promise<void> {
    const texts = ofStream.map(
      ([table, column]) => `delete from ${this.#schema}.${table} where ${column} = $1`,
    );
    await storeCall(`empty stream ${name}`, () =>
      this.#database.transaction((run) => runAll(run, 'empty-stream', name, texts)),
    );
  }

  /**
   * Deletes settlements and outcomes of parked records that are older than their lane keeps them. There may be ten million: a
   * statement looks only at the oldest.
   */
  async stories(lanes: readonly { readonly id: number; readonly keptMs: number }[]): Promise<void> {
    if (lanes.length === 0) return;
    const values = [
      bigintArray(lanes.map(({ id }) => id)),
      bigintArray(lanes.map(({ keptMs }) => keptMs)),
    ];
    const given = `unnest($1::bigint[], $2::bigint[]) l(id, kept_ms)`;
    const until = `now() - l.kept_ms * interval '1 millisecond'`;
    // In the order of the primary key, which is that of time.
    const settled = `ctid = any(array(select s.ctid from ${given} cross join lateral (
        select ctid, settled_at from ${this.#schema}.settlement where lane_id = l.id order by pass, last_seq limit ${LOOKED_AT}
      ) s where s.settled_at < ${until} limit ${PORTION}))`;
    await this.#inPortions('forget-settlements', 'settlement', settled, values);
    const least = Math.min(...lanes.map(({ keptMs }) => keptMs));
    const ended = `ctid = any(array(select r.ctid from ${this.#schema}.returned r join ${given} on r.lane_id = l.id
      where r.ended_at < now() - $3::bigint * interval '1 millisecond' and r.ended_at < ${until} limit ${PORTION}))`;
    await this.#inPortions('forget-returned', 'returned', ended, [...values, least]);
  }

  /** Deletes rows of a table, a portion at a time, each in a transaction of its own. */
  async #inPortions(
    name: string,
    table: string,
    condition: string,
    values: readonly unknown[],
  ): Promise<void> {
    const text = deletePortionSql(`${this.#schema}.${table}`, condition);
    await storeCall(name.replaceAll('-', ' '), () =>
      inPortions(async () => Number((await this.#database.one({ name, text }, values))[0])),
    );
  }
}

/** Runs statements about one stream. */
async function runAll(
  run: RunStatement,
  name: string,
  stream: string,
  texts: readonly string[],
): Promise<void> {
  for (const [index, text] of texts.entries())
    await run({ name: `${name}-${index}`, text }, [stream]);
}

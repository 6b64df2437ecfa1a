import { bigintArray } from '../sql/index.ts';
import type { Database } from './database.ts';
import { storeCall } from './failures.ts';
import { deletePortionSql, inPortions } from './portions.ts';

/** Tables whose rows belong to one lane by its id, in addition to `lane` itself. */
const ofLane = ['applied', 'parked', 'paused_key', 'dead_letter', 'settlement', 'returned'];

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

  /** Deletes a lane with its memory. @param id of `LaneMemory` */
  async lane(id: number): Promise<void> {
    await this.#run('forget-lane', id, [
      ...ofLane.map((table) => `delete from ${this.#schema}.${table} where lane_id = $1`),
      `delete from ${this.#schema}.lane where id = $1`,
    ]);
  }

  /**
   * Deletes all that the lanes of a stream remember, but not the lanes themselves: they start again at the beginning of
   * its log.
   */
  async whatLanesApplied(stream: string): Promise<void> {
    const own = `select id from ${this.#schema}.lane where split_part(name, '/', 1) = $1`;
    await this.#run('empty-lanes', stream, [
      ...ofLane.map((table) => `delete from ${this.#schema}.${table} where lane_id in (${own})`),
      `update ${this.#schema}.lane set settled_seq = 0, furthest_seq = 0, generation = generation + 1
       where id in (${own})`,
    ]);
  }

  /** Deletes a stream with its cursor, runs and dead letters. Its lanes are forgotten one by one. */
  async stream(name: string): Promise<void> {
    await this.#run('forget-stream', name, [
      ...this.#readSql(),
      `delete from ${this.#schema}.schedule where stream = $1`,
    ]);
  }

  /** Deletes what a stream has read, but not its schedule: it reads its source again from the beginning. */
  async whatStreamRead(name: string): Promise<void> {
    await this.#run('empty-stream', name, this.#readSql());
  }

  #readSql(): readonly string[] {
    return [
      `delete from ${this.#schema}.stream_state where name = $1`,
      `delete from ${this.#schema}.run where stream = $1`,
      `delete from ${this.#schema}.dead_letter where stream = $1`,
      `delete from ${this.#schema}.delivery where stream = $1`,
      `delete from ${this.#schema}.hint where stream = $1`,
      `delete from ${this.#schema}.arrival_state where stream = $1`,
    ];
  }

  /** Deletes settlements and outcomes of parked records that are older than their lane keeps them. */
  async stories(lanes: readonly { readonly id: number; readonly keptMs: number }[]): Promise<void> {
    const values = [
      bigintArray(lanes.map(({ id }) => id)),
      bigintArray(lanes.map(({ keptMs }) => keptMs)),
    ];
    const remove = async (table: string, column: string) => {
      const isOld = `exists (select 1 from unnest($1::bigint[], $2::bigint[]) l(id, kept_ms)
        where lane_id = l.id and ${column} < now() - l.kept_ms * interval '1 millisecond')`;
      const text = deletePortionSql(`${this.#schema}.${table}`, isOld);
      await inPortions(async () => {
        const [count] = await this.#database.one({ name: `forget-${table}`, text }, values);
        return Number(count);
      });
    };
    await storeCall('forget old stories', async () => {
      await remove('settlement', 'settled_at');
      await remove('returned', 'ended_at');
    });
  }

  /** Runs statements about one stream or lane in one transaction. */
  async #run(name: string, which: string | number, texts: readonly string[]): Promise<void> {
    await storeCall(`${name.replace('-', ' ')} ${which}`, () =>
      this.#database.transaction(async (run) => {
        for (const [index, text] of texts.entries()) {
          await run({ name: `${name}-${index}`, text }, [which]);
        }
      }),
    );
  }
}

import type { Run, RunFilter, RunOutcome } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { Database, Statement } from './database.ts';
import { storeCall } from './failures.ts';
import { PORTION, throughPortions } from './portions.ts';

/** A replay as a run, which is finished when it is ordered. */
export interface EnteredReplay {
  readonly stream: string;
  readonly lane: string;
  readonly atMs: number;
  /** Records that are delivered again. */
  readonly records: number;
}

export function enterReplayStatement(schema: string): Statement {
  const text = `insert into ${schema}.run (stream, lane, kind, started_at, finished_at, stored)
    values ($1, $2, 'replay', to_timestamp($3 / 1000.0), now(), $4) returning id`;
  return { name: 'enter-replay', text };
}

export function enteredValues({ stream, lane, atMs, records }: EnteredReplay): readonly unknown[] {
  return [stream, lane, atMs, records];
}

/** The runs of all streams. Every call throws STORE_UNAVAILABLE if the database did not answer. */
export class RunBook {
  readonly #database: Database;
  readonly #schema: string;

  /** @param schema quoted */
  constructor(database: Database, schema: string) {
    this.#database = database;
    this.#schema = schema;
  }

  /** Newest first, without cursors. @param before the id before which the page begins; null begins with the newest */
  async list(
    filter: RunFilter,
    page: { readonly limit: number; readonly before: string | null },
  ): Promise<readonly Run[]> {
    const { name, where, values } = conditionsOf(filter, page.before);
    const text = `select coalesce(json_agg(r), '[]') from (
      select ${COLUMNS}, null as "cursorBefore", null as "cursorAfter" from ${this.#schema}.run
      where ${where} order by run.id desc limit $${values.length + 1}) r`;
    return this.#read(`list-runs-${name}`, text, [...values, page.limit]);
  }

  /** @throws Failure NOT_FOUND */
  async get(id: string): Promise<Run> {
    const text = `select coalesce(json_agg(r), '[]') from (
      select ${COLUMNS}, cursor_before as "cursorBefore", cursor_after as "cursorAfter"
      from ${this.#schema}.run where id = $1) r`;
    const [run] = await this.#read('get-run', text, [id]);
    if (run) return run;
    throw new Failure('NOT_FOUND', {
      message: `There is no run ${id}, or it is no longer kept.`,
    });
  }

  async enterReplay(replay: EnteredReplay): Promise<void> {
    await storeCall(`store a replay of lane ${replay.lane}`, () =>
      this.#database.one(enterReplayStatement(this.#schema), enteredValues(replay)),
    );
  }

  /** Deletes runs that ended longer ago than this, except the newest of each stream. @returns how many */
  async forget(olderThanMs: number): Promise<number> {
    // Walks over the oldest until a portion has none that began so long ago: there may be millions.
    const text = `with oldest as (
      select id, stream, finished_at, started_at < now() - $2::bigint * interval '1 millisecond' as is_old
      from ${this.#schema}.run where id > $1 order by id limit ${PORTION}
    ), forgotten as (
      delete from ${this.#schema}.run r using oldest o
      where r.id = o.id and o.finished_at < now() - $2::bigint * interval '1 millisecond'
        and o.id < (select max(id) from ${this.#schema}.run where stream = o.stream)
      returning 1
    )
    select max(id) filter (where is_old), (select count(*) from forgotten) from oldest`;
    return storeCall('forget old runs', () =>
      throughPortions(async (after) => {
        const values = [after, olderThanMs];
        const [last, count] = await this.#database.one({ name: 'forget-runs', text }, values);
        return { last, count: Number(count) };
      }),
    );
  }

  async #read(name: string, text: string, values: readonly unknown[]): Promise<readonly Run[]> {
    const [json] = await storeCall('read runs', () => this.#database.one({ name, text }, values));
    return JSON.parse(json ?? '[]') as Run[];
  }
}

const OUTCOMES: Readonly<Record<RunOutcome, string>> = {
  running: 'finished_at is null',
  succeeded: '(finished_at is not null and error_code is null)',
  failed: `error_code <> 'CANCELLED'`,
  cancelled: `error_code = 'CANCELLED'`,
};

const COLUMNS = `id::text, stream, lane, kind, read, stored, skipped, rejected,
  floor(extract(epoch from started_at) * 1000)::bigint as "startedAtMs",
  floor(extract(epoch from finished_at) * 1000)::bigint as "finishedAtMs",
  case when ${OUTCOMES.running} then 'running' when error_code is null then 'succeeded'
    when ${OUTCOMES.cancelled} then 'cancelled' else 'failed' end as outcome,
  case when error_code is not null then json_build_object('code', error_code, 'message', coalesce(error_message, '')) end as error`;

/**
 * The statement contains only the conditions that the filter sets, so that a query for one stream can use the index of
 * its runs.
 */
function conditionsOf(filter: RunFilter, before: string | null) {
  const { stream, kind, outcomes, fromMs, untilMs } = filter;
  const moment = (millis: number) => new Date(millis).toISOString();
  const asked: [name: string, condition: (place: string) => string, value: string][] = [];
  if (before !== null) asked.push(['before', (place) => `id < ${place}`, before]);
  if (stream !== undefined) asked.push(['stream', (place) => `stream = ${place}`, stream]);
  if (kind !== undefined) asked.push(['kind', (place) => `kind = ${place}`, kind]);
  if (fromMs !== undefined)
    asked.push(['from', (place) => `started_at >= ${place}`, moment(fromMs)]);
  if (untilMs !== undefined)
    asked.push(['until', (place) => `started_at < ${place}`, moment(untilMs)]);
  const wanted = [...new Set(outcomes)].sort();
  const ends = wanted.map((outcome) => OUTCOMES[outcome]).join(' or ');
  return {
    // Statements are prepared by name, so the name must identify every condition.
    name: [...asked.map(([name]) => name), ...wanted].join('-'),
    where: [
      'true',
      ...asked.map(([, condition], index) => condition(`$${index + 1}`)),
      ...(ends ? [`(${ends})`] : []),
    ].join(' and '),
    values: asked.map(([, , value]) => value),
  };
}

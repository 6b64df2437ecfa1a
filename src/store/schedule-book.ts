import { bigintArray, textArray } from '../sql/index.ts';
import type { Database } from './database.ts';
import { storeCall } from './failures.ts';

/** A stream's schedule. Times are in milliseconds since the Unix epoch. */
export interface StoredSchedule {
  readonly stream: string;
  /** As text; if it changes, the schedule starts again. */
  readonly timetable: string;
  /** The next time. */
  readonly dueMs: number;
  /** The newest time that has passed; null before the first. */
  readonly lastDueMs: number | null;
  /** Runs that were ordered, without those that make up for skipped times. */
  readonly ordered: number;
  /** Times that passed while no hub was running. */
  readonly missed: number;
  /** Times at which no run could begin: the previous one was still in progress, or the stream was paused, held or had failed. */
  readonly skipped: number;
  /** Whether the last poll of the stream has not succeeded, or none has started since one was ordered. */
  readonly owed: boolean;
}

/** Times of a schedule that have passed. */
export interface PassedTimes {
  readonly stream: string;
  /** The time that was next; the change is made only if it still is. */
  readonly dueMs: number;
  readonly nextDueMs: number;
  readonly lastDueMs: number;
  /** When a run was ordered for them, also one that cannot begin yet; null if none was. */
  readonly orderedAtMs: number | null;
  readonly missed: number;
  readonly skipped: number;
}

/**
 * The schedules of all streams. The first caller to pass a time gets it, so each time starts one run, however often and
 * to however many hubs it is reported. Every call throws STORE_UNAVAILABLE.
 */
export class ScheduleBook {
  readonly #database: Database;
  readonly #schema: string;

  /** @param schema quoted */
  constructor(database: Database, schema: string) {
    this.#database = database;
    this.#schema = schema;
  }

  /** Returns all schedules, or those of these streams. */
  async load(streams: readonly string[] | null = null): Promise<readonly StoredSchedule[]> {
    const text = `select coalesce(json_agg(json_build_object('stream', s.stream, 'timetable', s.timetable,
        'dueMs', ${millis('s.due_at')}, 'lastDueMs', ${millis('s.last_due_at')}, 'ordered', s.ordered, 'missed', s.missed, 'skipped', s.skipped,
        'owed', r.id is null or r.finished_at is null or r.error_code is not null or r.started_at < s.ordered_at is true)), '[]')
      from ${this.#schema}.schedule s left join lateral (
        select id, started_at, finished_at, error_code from ${this.#schema}.run
        where stream = s.stream and kind = 'poll' order by id desc limit 1) r on true
      where $1::text[] is null or s.stream = any($1::text[])`;
    const values = [streams && textArray(streams)];
    const [json] = await this.#run('load-schedules', text, values, 'load the schedules');
    return JSON.parse(json ?? '[]') as StoredSchedule[];
  }

  /** Stores schedules that start now; the counts of existing ones are kept. */
  async begin(
    schedules: readonly Pick<StoredSchedule, 'stream' | 'timetable' | 'dueMs'>[],
  ): Promise<void> {
    if (schedules.length === 0) return;
    const text = `with begun as (
        insert into ${this.#schema}.schedule (stream, timetable, due_at)
        select stream, timetable, ${moment('due')} from unnest($1::text[], $2::text[], $3::bigint[]) as n(stream, timetable, due)
        on conflict (stream) do update set timetable = excluded.timetable, due_at = excluded.due_at
        returning 1)
      select count(*) from begun`;
    const values = [
      textArray(schedules.map(({ stream }) => stream)),
      textArray(schedules.map(({ timetable }) => timetable)),
      bigintArray(schedules.map(({ dueMs }) => dueMs)),
    ];
    await this.#run('begin-schedules', text, values, 'store schedules');
  }

  /** Passes times, one change per stream. @returns the streams whose times nobody had passed before */
  async pass(changes: readonly PassedTimes[]): Promise<ReadonlySet<string>> {
    if (changes.length === 0) return new Set();
    const text = `with passed as (
        update ${this.#schema}.schedule s set due_at = ${moment('n.next')}, last_due_at = ${moment('n.last')},
          ordered_at = case when n.ordered < 0 then s.ordered_at else ${moment('n.ordered')} end,
          ordered = s.ordered + case when n.ordered < 0 or n.skipped > 0 then 0 else 1 end,
          missed = s.missed + n.missed, skipped = s.skipped + n.skipped
        from unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[])
          as n(stream, due, next, last, ordered, missed, skipped)
        where s.stream = n.stream and s.due_at = ${moment('n.due')}
        returning s.stream)
      select coalesce(json_agg(stream), '[]') from passed`;
    const values = [
      textArray(changes.map(({ stream }) => stream)),
      bigintArray(changes.map(({ dueMs }) => dueMs)),
      bigintArray(changes.map(({ nextDueMs }) => nextDueMs)),
      bigintArray(changes.map(({ lastDueMs }) => lastDueMs)),
      bigintArray(changes.map(({ orderedAtMs }) => orderedAtMs ?? -1)),
      bigintArray(changes.map(({ missed }) => missed)),
      bigintArray(changes.map(({ skipped }) => skipped)),
    ];
    const [json] = await this.#run('pass-times', text, values, 'note that times have passed');
    return new Set(JSON.parse(json ?? '[]') as string[]);
  }

  /** Notes that a run was ordered apart from the schedule; it is owed until a poll has begun since then. */
  async owe(stream: string, orderedAtMs: number): Promise<void> {
    const text = `with noted as (
        update ${this.#schema}.schedule set ordered_at = ${moment('$2::bigint')} where stream = $1 returning 1)
      select count(*) from noted`;
    await this.#run('owe-run', text, [stream, orderedAtMs], 'note that a run is due');
  }

  /** Removes the schedules of all other streams. */
  async keepOnly(streams: readonly string[]): Promise<void> {
    const text = `with gone as (
        delete from ${this.#schema}.schedule where not (stream = any($1::text[])) returning 1)
      select count(*) from gone`;
    await this.#run('keep-schedules', text, [textArray(streams)], 'remove schedules');
  }

  async #run(name: string, text: string, values: readonly unknown[], what: string) {
    return storeCall(what, () => this.#database.one({ name, text }, values));
  }
}

function millis(column: string): string {
  return `floor(extract(epoch from ${column}) * 1000)::bigint`;
}

function moment(column: string): string {
  return `to_timestamp(${column} / 1000.0)`;
}

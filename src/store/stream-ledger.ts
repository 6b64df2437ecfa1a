import type { MikroORM } from '@mikro-orm/postgresql';
import type { Cursor, FailureCode, RunStatus } from '../domain/index.ts';
import type { Database, Statement } from './database.ts';
import { Run, StreamState } from './entities.ts';
import { storeCall } from './failures.ts';

/** Runs kept per stream; older ones are dropped when a new one starts. */
const KEPT_RUNS = 100;

/** How many rows of a source came to which end. */
export interface ReadCounts {
  readonly read: number;
  readonly stored: number;
  readonly skipped: number;
  readonly rejected: number;
}

export interface StreamMemoryState {
  /** Null before the first page was stored. */
  readonly cursor: Cursor | null;
  /** Sums over all runs. */
  readonly totals: ReadCounts;
  readonly lastRun: RunStatus | null;
}

/** One stored page. */
export interface StoredPage {
  readonly runId: string;
  readonly cursor: Cursor;
  /** What this page adds to run and totals. */
  readonly counts: ReadCounts;
}

/** How a run ended. */
export interface RunEnd {
  readonly runId: string;
  readonly finishedAtMs: number;
  /** Null when it went through. */
  readonly error: { readonly code: FailureCode; readonly message: string } | null;
}

/** A stream's memory: how far its source was read and how its runs went. Every call throws STORE_UNAVAILABLE. */
export interface StreamLedger {
  load(): Promise<StreamMemoryState>;
  /** Opens a run and returns its id. A run left open by a hub that died is closed as CANCELLED. */
  startRun(startedAtMs: number): Promise<string>;
  /** Call it when all records of the page are stored in the stream; cursor and counts change together, durably. */
  save(page: StoredPage): Promise<void>;
  /** Closing a run twice keeps the first end. */
  finishRun(end: RunEnd): Promise<void>;
  /** The newest runs, newest first, at most 100. */
  runs(limit?: number): Promise<readonly (RunStatus & { readonly error: string | null })[]>;
}

export interface StreamMemoryOptions {
  readonly orm: MikroORM;
  readonly database: Database;
  /** The schema, quoted. */
  readonly schema: string;
  readonly stream: string;
}

export class StreamMemory implements StreamLedger {
  readonly #options: StreamMemoryOptions;
  readonly #statements: ReturnType<typeof statementsFor>;

  constructor(options: StreamMemoryOptions) {
    this.#options = options;
    this.#statements = statementsFor(options.schema);
  }

  async load(): Promise<StreamMemoryState> {
    const name = this.#options.stream;
    return storeCall(`load stream ${name}`, async () => {
      const em = this.#options.orm.em.fork();
      const state = await em.findOne(StreamState, { name });
      const [lastRun] = await em.find(Run, { stream: name }, { orderBy: { id: 'desc' }, limit: 1 });
      return {
        cursor: state?.cursor ?? null,
        totals: countsOf(state),
        lastRun: lastRun ? runStatus(lastRun) : null,
      };
    });
  }

  async runs(
    limit: number = KEPT_RUNS,
  ): Promise<readonly (RunStatus & { error: string | null })[]> {
    const { orm, stream } = this.#options;
    return storeCall(`list the runs of stream ${stream}`, async () => {
      const rows = await orm.em.fork().find(Run, { stream }, { orderBy: { id: 'desc' }, limit });
      return rows.map((row) => ({ ...runStatus(row), error: row.errorMessage ?? null }));
    });
  }

  async startRun(startedAtMs: number): Promise<string> {
    const { database, stream } = this.#options;
    return storeCall(`start a run of stream ${stream}`, async () => {
      const startedAt = new Date(startedAtMs).toISOString();
      const [id] = await database.one(this.#statements.start, [stream, startedAt, KEPT_RUNS]);
      return id ?? '';
    });
  }

  async save(page: StoredPage): Promise<void> {
    const { database, stream } = this.#options;
    const { read, stored, skipped, rejected } = page.counts;
    const cursor = JSON.stringify(page.cursor);
    const values = [stream, cursor, read, stored, skipped, rejected, page.runId];
    await storeCall(`save the cursor of stream ${stream}`, () =>
      database.one(this.#statements.save, values),
    );
  }

  async finishRun(end: RunEnd): Promise<void> {
    const { database, stream } = this.#options;
    const finishedAt = new Date(end.finishedAtMs).toISOString();
    const values = [end.runId, finishedAt, end.error?.code ?? null, end.error?.message ?? null];
    await storeCall(`finish a run of stream ${stream}`, () =>
      database.one(this.#statements.finish, values),
    );
  }
}

function statementsFor(schema: string): Record<'start' | 'save' | 'finish', Statement> {
  const start = `with interrupted as (
      update ${schema}.run set finished_at = greatest($2, started_at), error_code = 'CANCELLED',
        error_message = 'The hub stopped before the run was finished.'
      where stream = $1 and finished_at is null
    ), dropped as (
      delete from ${schema}.run where stream = $1 and finished_at is not null and id <= (
        select id from ${schema}.run where stream = $1 order by id desc offset $3 - 1 limit 1)
    )
    insert into ${schema}.run (stream, started_at) values ($1, $2) returning id`;
  const save = `with state as (
      insert into ${schema}.stream_state as s (name, cursor, read, stored, skipped, rejected)
      values ($1, $2, $3, $4, $5, $6)
      on conflict (name) do update set cursor = excluded.cursor, read = s.read + excluded.read,
        stored = s.stored + excluded.stored, skipped = s.skipped + excluded.skipped,
        rejected = s.rejected + excluded.rejected
    ), counted as (
      update ${schema}.run set read = read + $3, stored = stored + $4, skipped = skipped + $5,
        rejected = rejected + $6
      where id = $7 returning 1
    )
    select count(*) from counted`;
  const finish = `with finished as (
      update ${schema}.run set finished_at = $2, error_code = $3, error_message = $4
      where id = $1 and finished_at is null returning 1
    )
    select count(*) from finished`;
  return {
    start: { name: 'start-run', text: start },
    save: { name: 'save-page', text: save },
    finish: { name: 'finish-run', text: finish },
  };
}

function runStatus(
  row: ReadCounts & { startedAt: Date; finishedAt?: Date | null | undefined },
): RunStatus {
  return {
    startedAtMs: row.startedAt.getTime(),
    finishedAtMs: row.finishedAt?.getTime() ?? null,
    ...countsOf(row),
  };
}

function countsOf(row: ReadCounts | null): ReadCounts {
  return {
    read: row?.read ?? 0,
    stored: row?.stored ?? 0,
    skipped: row?.skipped ?? 0,
    rejected: row?.rejected ?? 0,
  };
}

import type { Cursor, FailureCode, RunStatus } from '../domain/index.ts';
import { Failure, storable } from '../domain/index.ts';
import { textArray } from '../sql/index.ts';
import type { Database } from './database.ts';
import { storeCall } from './failures.ts';
import type { StreamStatements } from './stream-statements.ts';

/** How many rows of a source were read, and their outcomes. */
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
  /** Where the log ended, at least, when a page or an arrival was noted last. */
  readonly storedSeq: number;
}

/** Why a run failed; a `Failure` is one. */
export interface RunError {
  readonly code: FailureCode;
  readonly message: string;
}

/** A stream's memory: how far its source was read, and how its runs ended. Every call throws STORE_UNAVAILABLE. */
export interface StreamLedger {
  load(): Promise<StreamMemoryState>;
  /**
   * Opens a run, so that it is visible while in progress. A run that was left open, for example by a hub that died, is
   * closed as CANCELLED, and saves nothing more. Without this call a run is added to the history when it finishes.
   */
  startRun(startedAtMs: number): Promise<void>;
  /**
   * Saves cursor, totals and the open run together, durably. Call it when all records of a page are stored in the
   * stream. `added` is what this page adds. A null cursor makes the next run read everything. `storedSeq` is where the log
   * ends.
   * @throws Failure FENCED, and saves nothing, if another run has begun since, such as that of another hub
   */
  save(cursor: Cursor | null, added: ReadCounts, storedSeq: number): Promise<void>;
  /** Closes the open run with these figures, or stores a run that was never opened. Keeps the newest 1,000. */
  finishRun(run: RunStatus, error?: RunError | null): Promise<void>;
}

export interface StreamMemoryOptions {
  readonly database: Database;
  readonly stream: string;
  /** Shared by all streams of the store. */
  readonly statements: StreamStatements;
}

export class StreamMemory implements StreamLedger {
  readonly #options: StreamMemoryOptions;
  readonly #statements: StreamStatements;
  #openRun: string | null = null;

  constructor(options: StreamMemoryOptions) {
    this.#options = options;
    this.#statements = options.statements;
  }

  async load(): Promise<StreamMemoryState> {
    const { database, stream } = this.#options;
    return storeCall(`load stream ${stream}`, async () => {
      const states = await loadStreams(database, this.#statements, [stream]);
      return states.get(stream) ?? nothingRead;
    });
  }

  async startRun(startedAtMs: number): Promise<void> {
    const { database, stream } = this.#options;
    const values = [stream, isoTime(startedAtMs)];
    await storeCall(`start a run of stream ${stream}`, async () => {
      const [id] = await database.one(this.#statements.start, values);
      this.#openRun = id ?? null;
    });
  }

  async save(cursor: Cursor | null, added: ReadCounts, storedSeq: number): Promise<void> {
    const { database, stream } = this.#options;
    const json = cursor === null ? null : JSON.stringify(cursor);
    const values = [stream, json, ...countColumns(added), this.#openRun, storedSeq];
    const [saved] = await storeCall(`save the cursor of stream ${stream}`, () =>
      database.one(this.#statements.save, values),
    );
    if (saved === '1') return;
    throw new Failure('FENCED', {
      message: `Another run of stream ${stream} has begun, in another hub process: this one reads no further.`,
    });
  }

  async finishRun(run: RunStatus, error: RunError | null = null): Promise<void> {
    const { database, stream } = this.#options;
    const values = [
      stream,
      isoTime(run.startedAtMs),
      isoTime(run.finishedAtMs ?? Date.now()),
      ...countColumns(run),
      error?.code ?? null,
      // The message may quote a source's answer, with arbitrary characters.
      error && storable(error.message),
      this.#openRun,
    ];
    await storeCall(`finish a run of stream ${stream}`, () =>
      database.one(this.#statements.finish, values),
    );
    this.#openRun = null;
  }
}

function isoTime(millis: number): string {
  return new Date(millis).toISOString();
}

function countColumns({ read, stored, skipped, rejected }: ReadCounts): number[] {
  return [read, stored, skipped, rejected];
}

const nothingRead: StreamMemoryState = {
  cursor: null,
  totals: { read: 0, stored: 0, skipped: 0, rejected: 0 },
  lastRun: null,
  storedSeq: 0,
};

type Counts = [read: number, stored: number, skipped: number, rejected: number];

/** A row of `loadSql`. */
type StreamColumns = readonly [
  name: string,
  cursor: Cursor | null,
  totals: Counts | null,
  lastRun: readonly [startedAtMs: number, finishedAtMs: number | null, ...Counts] | null,
  storedSeq: number,
];

/** Reads the memories of streams, by name, including those that are empty. */
export async function loadStreams(
  database: Database,
  statements: StreamStatements,
  names: readonly string[],
): Promise<ReadonlyMap<string, StreamMemoryState>> {
  const [found] = await database.one(statements.load, [textArray(names)]);
  return new Map(
    (JSON.parse(found ?? '[]') as StreamColumns[]).map(([name, cursor, totals, run, storedSeq]) => [
      name,
      {
        cursor,
        totals: totals ? countsOf(totals) : nothingRead.totals,
        lastRun: run && runOf(run),
        storedSeq,
      },
    ]),
  );
}

function runOf([startedAtMs, finishedAtMs, ...counts]: NonNullable<StreamColumns[3]>): RunStatus {
  return { startedAtMs, finishedAtMs, ...countsOf(counts) };
}

function countsOf([read, stored, skipped, rejected]: Counts): ReadCounts {
  return { read, stored, skipped, rejected };
}

import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { Priority } from '../domain/index.ts';
import { Failure, Places } from '../domain/index.ts';

/** More than this many workers give more than one hub's log can take. */
const MAX_WORKERS = 4;
const IDLE_MS = 10_000;
const WORKER_MEMORY_MB = 512;
const RECORD_LIMIT_MS = 10_000;
/** Who waits for so long has found out that somebody does not end. */
const MAX_WAIT_MS = 10 * 60_000;
/** Files that are read as a whole wait for one another. */
const MAX_FILE_WAIT_MS = 24 * 3_600_000;

export interface ThreadsOptions {
  /** Default: one for each core but one, four at most. Files that are read as a whole get as many besides. */
  readonly maxWorkers?: number;
  /** What one may hold; one that needs more is ended alone, not the hub with it. Default 512. */
  readonly memoryMb?: number;
  /** So long a worker may be at one record of a lane before it is ended; up to twice as long until that is noticed. Default 10,000. */
  readonly recordLimitMs?: number;
  /** What runs in them; for tests. */
  readonly filename?: string;
}

/**
 * `batch`: work that ends soon, as a piece of a file or some records of a lane; it takes turns by priority. `file`: a whole file,
 * which has its thread for as long as that takes, and must not keep the others from theirs.
 */
export type WorkKind = 'batch' | 'file';

export interface Turn {
  readonly kind: WorkKind;
  readonly priority: Priority;
  readonly signal: AbortSignal;
}

export interface TaskOptions {
  /** What is handed over instead of copied. */
  readonly transferList: Transferable[];
  /** Ends the worker that is at it. */
  readonly signal: AbortSignal;
}

type Transferable = NonNullable<NonNullable<Parameters<Piscina['run']>[1]>['transferList']>[number];

/** The threads, and the lines of those who wait for one. None is there until somebody needs it. */
export class Threads {
  /** How many work on batches at once. */
  readonly count: number;
  readonly memoryMb: number;
  readonly recordLimitMs: number;
  readonly #pool: Piscina;
  readonly #places: Readonly<Record<WorkKind, Places>>;
  readonly #closing = new AbortController();
  /** A worker that begins before anybody needs it. */
  #warming: Promise<void> | null = null;

  constructor(options: ThreadsOptions) {
    const { maxWorkers, memoryMb = WORKER_MEMORY_MB, filename } = options;
    this.count = maxWorkers ?? Math.min(MAX_WORKERS, Math.max(1, availableParallelism() - 1));
    this.memoryMb = memoryMb;
    this.recordLimitMs = options.recordLimitMs ?? RECORD_LIMIT_MS;
    this.#places = {
      batch: new Places(this.count, MAX_WAIT_MS),
      file: new Places(this.count, MAX_FILE_WAIT_MS),
    };
    this.#pool = new Piscina({
      filename: filename ?? import.meta.filename.replace(/threads(\.[jt]s)$/, 'task$1'),
      minThreads: 0,
      maxThreads: 2 * this.count,
      idleTimeout: IDLE_MS,
      // The threads that answer people and move orders come first.
      niceIncrement: 5,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 32 },
    });
    // A worker that breaks while it has nothing to do takes nothing with it, and another comes when it is needed.
    this.#pool.on('error', () => undefined);
  }

  get threadIds(): readonly number[] {
    return this.#pool.threads.map(({ threadId }) => threadId);
  }

  get waiting(): number {
    return this.#places.batch.waiting + this.#places.file.waiting;
  }

  /**
   * Waits until a thread is free for it, and keeps that for as long as the work lasts.
   * @param work gets a signal that also aborts when the threads are closed
   * @throws Failure TIMED_OUT when none becomes free; the signal's reason when it aborts
   */
  async hold<T>(turn: Turn, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const signal = AbortSignal.any([turn.signal, this.#closing.signal]);
    const giveBack = await this.#take(turn, signal);
    try {
      return await work(signal);
    } finally {
      giveBack();
    }
  }

  async #take({ kind, priority }: Turn, signal: AbortSignal): Promise<() => void> {
    try {
      return await this.#places[kind].take(priority, signal);
    } catch (error) {
      signal.throwIfAborted();
      const { message } = error as Error;
      throw new Failure('TIMED_OUT', { message: `The workers are busy: ${message}.` });
    }
  }

  /** Runs a function of `task.ts`; for whoever holds a thread. Rejects when the worker ends, and when the signal aborts. */
  async run(name: string, task: unknown, { transferList, signal }: TaskOptions): Promise<unknown> {
    // While one begins, the pool would let another begin beside it: both would take twice as long.
    await this.#warming;
    return this.#pool.run(task, { name, transferList, signal }) as Promise<unknown>;
  }

  /** Lets a worker begin for somebody who will soon need one, where there is none: that takes it longer than most work. */
  warm(): void {
    if (this.#pool.threads.length > 0 || this.#closing.signal.aborted) return;
    const done = () => void (this.#warming = null);
    // Where it does not begin, whoever needs one then is told why.
    this.#warming = (this.#pool.run(null, { name: 'ready' }) as Promise<void>).then(done, done);
  }

  /** Ends all workers, at work or not. */
  async close(): Promise<void> {
    const message = 'The hub stops, its workers as well.';
    this.#closing.abort(new Failure('CANCELLED', { message }));
    await this.#pool.destroy();
  }
}

import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { Priority } from '../domain/index.ts';
import { eitherSignal, Failure, Places } from '../domain/index.ts';

/** More workers than this produce more than one hub's log can take. */
const MAX_WORKERS = 4;
const IDLE_MS = 10_000;
const WORKER_MEMORY_MB = 512;
const RECORD_LIMIT_MS = 10_000;
/** A wait this long means that some work does not end. */
const MAX_WAIT_MS = 10 * 60_000;
/** Files that are read as a whole wait for each other. */
const MAX_FILE_WAIT_MS = 24 * 3_600_000;

export interface ThreadsOptions {
  /** Default: one per core except one, at most four. Files that are read as a whole get the same number in addition. */
  readonly maxWorkers?: number;
  /** Memory limit per worker. A worker that needs more is ended; the hub continues. Default 512. */
  readonly memoryMb?: number;
  /**
   * Time limit for one record of a lane, after which its worker is ended; noticing it may take a fifth longer.
   * Default 10,000.
   */
  readonly recordLimitMs?: number;
  /** The module that the workers run; for tests. */
  readonly filename?: string;
}

/**
 * `batch`: short work, such as a piece of a file or some records of a lane; it takes turns by priority. `file`: a whole
 * file, which occupies its thread for as long as it takes, and must not keep others from theirs.
 */
export type WorkKind = 'batch' | 'file';

export interface Turn {
  readonly kind: WorkKind;
  readonly priority: Priority;
  readonly signal: AbortSignal;
}

export interface TaskOptions {
  /** Buffers to transfer instead of copying. */
  readonly transferList: Transferable[];
  /** Aborting it ends the worker. */
  readonly signal: AbortSignal;
}

type Transferable = NonNullable<NonNullable<Parameters<Piscina['run']>[1]>['transferList']>[number];

/** The threads, and the queues of work waiting for one. Threads start on demand. */
export class Threads {
  /** Number of threads that process batches concurrently. */
  readonly count: number;
  readonly memoryMb: number;
  readonly recordLimitMs: number;
  readonly #pool: Piscina;
  readonly #places: Readonly<Record<WorkKind, Places>>;
  readonly #closing = new AbortController();
  /** Start of a worker in advance of any work. */
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
      // Otherwise a worker that is told to end while it starts may block in `Atomics.wait` forever, and `close` with it.
      atomics: 'disabled',
      // The threads that answer users and move orders take precedence.
      niceIncrement: 5,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 32 },
    });
    // A worker that fails while idle loses nothing, and is replaced on demand.
    this.#pool.on('error', () => undefined);
  }

  get threadIds(): readonly number[] {
    return this.#pool.threads.map(({ threadId }) => threadId);
  }

  get waiting(): number {
    return this.#places.batch.waiting + this.#places.file.waiting;
  }

  /**
   * Waits until a thread is free, and occupies it until the work ends.
   * @param work gets a signal that also aborts when the threads are closed
   * @throws Failure TIMED_OUT if none becomes free; the signal's reason when it aborts
   */
  async hold<T>(turn: Turn, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    using either = eitherSignal(turn.signal, this.#closing.signal);
    const { signal } = either;
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

  /** Runs a function of `task.ts`; call it while holding a thread. Rejects when the worker ends and when the signal aborts. */
  async run(name: string, task: unknown, { transferList, signal }: TaskOptions): Promise<unknown> {
    // While one worker starts, the pool would start another beside it, and both would take twice as long.
    await this.#warming;
    return this.#pool.run(task, { name, transferList, signal }) as Promise<unknown>;
  }

  /** Starts a worker in advance if there is none, because starting takes longer than most work. */
  warm(): void {
    if (this.#pool.threads.length > 0 || this.#closing.signal.aborted) return;
    const done = () => void (this.#warming = null);
    // If it does not start, the next task reports why.
    this.#warming = (this.#pool.run(null, { name: 'ready' }) as Promise<void>).then(done, done);
  }

  /** Ends all workers, busy or idle. */
  async close(): Promise<void> {
    const message = 'The hub is stopping, and its workers with it.';
    this.#closing.abort(new Failure('CANCELLED', { message }));
    await this.#pool.destroy();
  }
}

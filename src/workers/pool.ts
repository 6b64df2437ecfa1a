import { on } from 'node:events';
import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { Failure } from '../domain/index.ts';
import { chunkedFormat } from '../formats/index.ts';
import type { PlacedPiece, PreparedPiece } from '../pipeline/index.ts';
import type { PrepareJob } from './job.ts';
import type { Piece } from './pieces.ts';
import { cutPieces } from './pieces.ts';
import type { FileNews, FileTask, PieceTask } from './task.ts';

/** More than this many workers give more than one hub's log can take. */
const MAX_WORKERS = 4;
const IDLE_MS = 10_000;
/** A piece that ends so many workers will end the next as well. */
const MAX_DEATHS = 3;
const WORKER_MEMORY_MB = 512;

export interface Workers {
  /**
   * Reads a file and makes records of its rows, pieces in the order of the file, at most a few ahead of who takes them.
   * @param from where a piece ended, and how many rows that were
   * @throws Failure IMPORT_UNREADABLE; INTERNAL when a piece has ended three workers
   */
  prepare(
    job: PrepareJob,
    file: string,
    from: FilePlace,
    signal: AbortSignal,
  ): AsyncGenerator<PlacedPiece>;
  /** Workers that are there now. */
  readonly threadIds: readonly number[];
  /** Pieces that wait for a worker. */
  readonly waiting: number;
  /** Ends all workers, at work or not. */
  close(): Promise<void>;
}

export interface FilePlace {
  readonly offset: number;
  readonly rows: number;
}

export interface WorkersOptions {
  /** Default: one for each core but one, four at most. */
  readonly maxWorkers?: number;
  /** What one may hold; one that needs more is ended alone, not the hub with it. Default 512. */
  readonly memoryMb?: number;
  /** What runs in them; for tests. */
  readonly filename?: string;
}

/** Threads that parse and check, so that the main thread need not. None is there until the first piece comes. */
export function openWorkers(options: WorkersOptions = {}): Workers {
  const maxThreads =
    options.maxWorkers ?? Math.min(MAX_WORKERS, Math.max(1, availableParallelism() - 1));
  const pool = new Piscina({
    filename: options.filename ?? import.meta.filename.replace(/pool(\.[jt]s)$/, 'task$1'),
    minThreads: 0,
    maxThreads,
    idleTimeout: IDLE_MS,
    // The threads that answer people and move orders come first.
    niceIncrement: 5,
    resourceLimits: {
      maxOldGenerationSizeMb: options.memoryMb ?? WORKER_MEMORY_MB,
      maxYoungGenerationSizeMb: 32,
    },
  });
  return {
    prepare(job, file, from, signal) {
      const format = chunkedFormat(job.reading);
      if (!format) return prepareWhole(pool, job, { file, from, signal });
      const pieces = cutPieces({ file, reading: job.reading, format, offset: from.offset });
      return inOrder(pieces, maxThreads + 2, (piece) => preparePiece(pool, job, piece, signal));
    },
    get threadIds() {
      return pool.threads.map(({ threadId }) => threadId);
    },
    get waiting() {
      return pool.queueSize;
    },
    close: () => pool.destroy(),
  };
}

async function preparePiece(
  pool: Piscina,
  job: PrepareJob,
  { bytes, prologue, offset, fileBytes }: Piece,
  signal: AbortSignal,
): Promise<PlacedPiece> {
  const prepared = await unlessDead(signal, () => {
    // A copy travels, since a worker that dies takes what it was given with it.
    const copy = Uint8Array.from(bytes);
    const task: PieceTask = { job, bytes: copy, prologue, offset };
    const options = { name: 'preparePiece', transferList: [copy.buffer], signal };
    return pool.run(task, options) as Promise<PreparedPiece>;
  });
  const linesBefore = offset === prologue.length ? prologue.lines : null;
  return { ...prepared, offset: offset + bytes.length, linesBefore, fileBytes };
}

/** Does work again whose worker died under it. */
async function unlessDead<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  for (let deaths = 1; ; deaths++) {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      if (!isDeath(error)) throw error;
      if (deaths === MAX_DEATHS) throw deadly(error);
    }
  }
}

/** What Node and piscina say when a worker ended by itself or for want of memory. */
function isDeath(error: unknown): boolean {
  const { message = '', code } = error as { message?: string; code?: string };
  return code === 'ERR_WORKER_OUT_OF_MEMORY' || message.startsWith('worker exited with code');
}

function deadly(cause: unknown): Failure {
  return new Failure('INTERNAL', {
    message: `A piece of the file has ended ${MAX_DEATHS} workers one after the other: ${(cause as Error).message}.`,
    cause,
  });
}

/** At most `ahead` pieces are worked on; they come out in order. */
async function* inOrder<In, Out>(
  pieces: AsyncGenerator<In>,
  ahead: number,
  work: (piece: In) => Promise<Out>,
): AsyncGenerator<Out> {
  const waiting: Promise<Out>[] = [];
  try {
    for await (const piece of pieces) {
      const underWay = work(piece);
      underWay.catch(() => undefined); // Told when its turn comes.
      waiting.push(underWay);
      const next = waiting.length > ahead ? waiting.shift() : undefined;
      if (next) yield await next;
    }
    for (const next of waiting.splice(0)) yield await next;
  } finally {
    await Promise.allSettled(waiting);
  }
}

interface WholeFile {
  readonly file: string;
  readonly from: FilePlace;
  readonly signal: AbortSignal;
}

async function* prepareWhole(
  pool: Piscina,
  job: PrepareJob,
  whole: WholeFile,
): AsyncGenerator<PlacedPiece> {
  const { file, from, signal } = whole;
  let rows = from.rows;
  for (let deaths = 0; ;) {
    try {
      for await (const piece of readOnce(pool, job, { file, from: { offset: 0, rows }, signal })) {
        rows += piece.rowCount;
        deaths = 0;
        yield piece;
      }
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (!isDeath(error)) throw error;
      if (++deaths === MAX_DEATHS) throw deadly(error);
    }
  }
}

async function* readOnce(
  pool: Piscina,
  job: PrepareJob,
  { file, from, signal }: WholeFile,
): AsyncGenerator<PlacedPiece> {
  const { port1, port2 } = new MessageChannel();
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const task: FileTask = { job, file, skipRows: from.rows, port: port2 };
  const run = pool.run(task, { name: 'prepareFile', transferList: [port2], signal: either });
  run.catch((error: unknown) => stop.abort(error));
  try {
    for await (const [message] of on(port1, 'message', { signal: either })) {
      const news = message as FileNews;
      if (news.kind === 'end') {
        if (news.failure) throw new Failure(news.failure.code, news.failure);
        return;
      }
      yield { ...news.piece, offset: 0, linesBefore: null, fileBytes: news.fileBytes };
      port1.postMessage('more');
    }
  } catch (error) {
    throw stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    stop.abort();
    port1.close();
    await run.catch(() => undefined);
  }
}

import { on } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { Failure } from '../domain/index.ts';
import type { Piece } from '../formats/index.ts';
import { chunkedFormat, cutPieces, localFile } from '../formats/index.ts';
import type { PlacedPiece, PreparedPiece } from '../pipeline/index.ts';
import { MAX_DEATHS, isDeath } from './deaths.ts';
import type { PrepareJob } from './job.ts';
import { requireColumns } from './require-columns.ts';
import type { FileNews, FileTask, PieceTask } from './file-task.ts';
import type { Threads } from './threads.ts';

/** Imports may wait. */
const PRIORITY = 'low';

/** Where a piece of a file ended, and the number of rows up to there. */
export interface FilePlace {
  readonly offset: number;
  readonly rows: number;
}

export interface WholeFile {
  readonly file: string;
  readonly from: FilePlace;
  readonly signal: AbortSignal;
}

/** Reads a file and turns its rows into records: pieces in the order of the file, at most a few ahead of the consumer. */
export function prepareFile(
  threads: Threads,
  job: PrepareJob,
  whole: WholeFile,
): AsyncGenerator<PlacedPiece> {
  const format = chunkedFormat(job.reading);
  if (!format) return prepareWhole(threads, job, whole);
  const { file, from, signal } = whole;
  const pieces = cutPieces({
    ...{ file: localFile(file), reading: job.reading, format, offset: from.offset },
    checkHeader: (columns) => requireColumns(file, job, columns),
  });
  return inOrder(pieces, threads.count + 2, (piece) => preparePiece(threads, job, piece, signal));
}

async function preparePiece(
  threads: Threads,
  job: PrepareJob,
  { bytes, prologue, offset, fileBytes }: Piece,
  signal: AbortSignal,
): Promise<PlacedPiece> {
  const prepared = await threads.hold({ kind: 'batch', priority: PRIORITY, signal }, (either) =>
    unlessDead(either, () => {
      // Sends a copy, because a worker that dies takes transferred buffers with it.
      const copy = new Uint8Array(bytes);
      const task: PieceTask = { job, bytes: copy, prologue, offset };
      const options = { transferList: [copy.buffer], signal: either };
      return threads.run('preparePiece', task, options) as Promise<PreparedPiece>;
    }),
  );
  const linesBefore = offset === prologue.length ? prologue.lines : null;
  return { ...prepared, offset: offset + bytes.length, linesBefore, fileBytes };
}

/** Repeats work whose worker died. */
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

function deadly(cause: unknown): Failure {
  return new Failure('INTERNAL', {
    message: `A piece of the file has ended ${MAX_DEATHS} workers in a row: ${(cause as Error).message}.`,
    cause,
  });
}

/** Processes at most `ahead` pieces concurrently and yields them in order. */
async function* inOrder<In, Out>(
  pieces: AsyncGenerator<In>,
  ahead: number,
  work: (piece: In) => Promise<Out>,
): AsyncGenerator<Out> {
  const waiting: Promise<Out>[] = [];
  try {
    for await (const piece of pieces) {
      const underWay = work(piece);
      underWay.catch(() => undefined); // Reported when its turn comes.
      waiting.push(underWay);
      const next = waiting.length > ahead ? waiting.shift() : undefined;
      if (next) yield await next;
    }
    for (const next of waiting.splice(0)) yield await next;
  } finally {
    await Promise.allSettled(waiting);
  }
}

async function* prepareWhole(
  threads: Threads,
  job: PrepareJob,
  whole: WholeFile,
): AsyncGenerator<PlacedPiece> {
  const { file, from, signal } = whole;
  let rows = from.rows;
  for (let deaths = 0; ;) {
    try {
      for await (const piece of readOnce(threads, job, {
        file,
        from: { offset: 0, rows },
        signal,
      })) {
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
  threads: Threads,
  job: PrepareJob,
  { file, from, signal }: WholeFile,
): AsyncGenerator<PlacedPiece> {
  const { port1, port2 } = new MessageChannel();
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const task: FileTask = { job, file, skipRows: from.rows, port: port2 };
  const turn = { kind: 'file', priority: PRIORITY, signal: either } as const;
  const run = threads.hold(turn, (held) =>
    threads.run('prepareFile', task, { transferList: [port2], signal: held }),
  );
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

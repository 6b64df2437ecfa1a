import type { PlacedPiece } from '../pipeline/index.ts';
import type { PrepareJob } from './job.ts';
import type { FilePlace } from './prepare-file.ts';
import { prepareFile } from './prepare-file.ts';
import type { ThreadsOptions } from './threads.ts';
import { Threads } from './threads.ts';

export interface Workers {
  /**
   * Reads a file and makes records of its rows, pieces in the order of the file, at most a few ahead of who takes them. It waits
   * for workers as what is of low priority.
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
  /** Who waits for a worker: pieces of imports, batches of lanes. */
  readonly waiting: number;
  /** Ends all workers, at work or not. */
  close(): Promise<void>;
}

/** Threads that parse, check and map, so that the main thread need not. None is there until somebody needs one. */
export function openWorkers(options: ThreadsOptions = {}): Workers {
  const threads = new Threads(options);
  return {
    prepare: (job, file, from, signal) => prepareFile(threads, job, { file, from, signal }),
    get threadIds() {
      return threads.threadIds;
    },
    get waiting() {
      return threads.waiting;
    },
    close: () => threads.close(),
  };
}

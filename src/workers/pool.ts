import type { Priority } from '../domain/index.ts';
import type { BatchMapper, PlacedPiece } from '../pipeline/index.ts';
import type { PrepareJob } from './job.ts';
import type { LaneWork } from './lane-job.ts';
import { laneMapper } from './lane-mapper.ts';
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
  /**
   * A lane's way to validate and map in workers. Batches wait for one by the lane's priority, which is asked each time.
   * What it throws besides the signal's reason is a Failure: CONFIG_INVALID when the rules do not compile in a worker or end it
   * at once, TIMED_OUT when no worker becomes free or comes to a record.
   */
  mapper(lane: LaneWork, priority: () => Priority): BatchMapper;
  /** Lets a worker begin for somebody who will soon need one, where there is none. */
  warm(): void;
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
    mapper: (lane, priority) => laneMapper(threads, lane, priority),
    warm: () => threads.warm(),
    get threadIds() {
      return threads.threadIds;
    },
    get waiting() {
      return threads.waiting;
    },
    close: () => threads.close(),
  };
}

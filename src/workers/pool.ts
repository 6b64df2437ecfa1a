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
   * Reads a file and turns its rows into records: pieces in the order of the file, at most a few ahead of the consumer.
   * It waits for workers with low priority.
   * @param from where a piece ended, and the number of rows up to there
   * @throws Failure IMPORT_UNREADABLE; INTERNAL if a piece has ended three workers
   */
  prepare(
    job: PrepareJob,
    file: string,
    from: FilePlace,
    signal: AbortSignal,
  ): AsyncGenerator<PlacedPiece>;
  /**
   * Creates a mapper that validates and maps a lane's batches in workers. Batches wait for a worker with the lane's
   * priority, which is asked each time. Besides the signal's reason it throws a Failure: CONFIG_INVALID if the rules do
   * not compile in a worker or end it at once, TIMED_OUT if no worker becomes free or reaches a record.
   */
  mapper(lane: LaneWork, priority: () => Priority): BatchMapper;
  /** Starts a worker in advance if there is none. */
  warm(): void;
  /** The current workers. */
  readonly threadIds: readonly number[];
  /** Number of pieces of imports and batches of lanes that wait for a worker. */
  readonly waiting: number;
  /** Ends all workers, busy or idle. */
  close(): Promise<void>;
}

/** Opens a pool of threads that parse, check and map, to relieve the main thread. Threads start on demand. */
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

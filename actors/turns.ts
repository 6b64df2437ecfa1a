import { Failure } from '../src/domain/index.ts';

/** Maximum number of commands waiting for one actor. More of them indicate a runaway caller, and are refused. */
const MAX_WAITING = 64;

interface Queue {
  readonly last: Promise<unknown>;
  readonly waiting: number;
}

/** Runs jobs with the same id one after the other; jobs with different ids run concurrently. */
export function createTurns() {
  const queues = new Map<string, Queue>();

  function leave(id: string): void {
    const queue = queues.get(id);
    if (queue === undefined) return;
    if (queue.waiting === 1) queues.delete(id);
    else queues.set(id, { ...queue, waiting: queue.waiting - 1 });
  }

  /** @throws Failure COMMAND_REJECTED if too many are waiting; otherwise whatever the job throws */
  return async function take<T>(id: string, job: () => Promise<T>): Promise<T> {
    const { last, waiting } = queues.get(id) ?? { last: Promise.resolve(), waiting: 0 };
    if (waiting >= MAX_WAITING) {
      const message = `${waiting} commands are already waiting for ${id}; wait for their responses.`;
      throw new Failure('COMMAND_REJECTED', { message });
    }
    // A failure concerns only the job's own caller; the next job runs all the same.
    const mine = last.then(job, job);
    queues.set(id, { last: mine, waiting: waiting + 1 });
    try {
      return await mine;
    } finally {
      leave(id);
    }
  };
}

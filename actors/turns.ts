import { Failure } from '../src/domain/index.ts';

/** More than this many commands waiting for one actor mean that something repeats itself; the next is refused. */
const MAX_WAITING = 64;

interface Queue {
  readonly last: Promise<unknown>;
  readonly waiting: number;
}

/** Gives jobs of the same id their turn one after the other; those of different ids run at once. */
export function createTurns() {
  const queues = new Map<string, Queue>();

  function leave(id: string): void {
    const queue = queues.get(id);
    if (queue === undefined) return;
    if (queue.waiting === 1) queues.delete(id);
    else queues.set(id, { ...queue, waiting: queue.waiting - 1 });
  }

  /** @throws Failure COMMAND_REJECTED when too many wait already; else whatever the job throws */
  return async function take<T>(id: string, job: () => Promise<T>): Promise<T> {
    const { last, waiting } = queues.get(id) ?? { last: Promise.resolve(), waiting: 0 };
    if (waiting >= MAX_WAITING) {
      const message = `${waiting} commands wait for ${id} already; wait for their answers.`;
      throw new Failure('COMMAND_REJECTED', { message });
    }
    // A failed job is its own caller's business; the next one gets its turn all the same.
    const mine = last.then(job, job);
    queues.set(id, { last: mine, waiting: waiting + 1 });
    try {
      return await mine;
    } finally {
      leave(id);
    }
  };
}

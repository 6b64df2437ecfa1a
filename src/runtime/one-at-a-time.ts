import { Mutex } from '../domain/index.ts';

/** Does work when all earlier work is done. @throws what the work throws; the signal's reason when it aborts before its turn */
export type InTurn = <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T>;

/** Creates one queue for all that share it. */
export function oneAtATime(): InTurn {
  const turns = new Mutex();
  return async (signal, work) => {
    const leave = await turns.enter('', signal);
    try {
      return await work();
    } finally {
      leave();
    }
  };
}

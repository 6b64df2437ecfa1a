/** If work ends this many workers in a row, it is assumed to end the next one as well. */
export const MAX_DEATHS = 3;
const OUT_OF_MEMORY = 'ERR_WORKER_OUT_OF_MEMORY';

/** Whether an error says that a worker exited or ran out of memory, in the terms of Node and piscina. */
export function isDeath(error: unknown): boolean {
  const { message = '' } = error as { message?: string };
  return isWantOfMemory(error) || message.startsWith('worker exited with code');
}

export function isWantOfMemory(error: unknown): boolean {
  return (error as { code?: string }).code === OUT_OF_MEMORY;
}

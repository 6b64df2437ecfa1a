/** What ends so many workers one after the other will end the next as well. */
export const MAX_DEATHS = 3;
const OUT_OF_MEMORY = 'ERR_WORKER_OUT_OF_MEMORY';

/** What Node and piscina say when a worker ended by itself or for want of memory. */
export function isDeath(error: unknown): boolean {
  const { message = '' } = error as { message?: string };
  return isWantOfMemory(error) || message.startsWith('worker exited with code');
}

export function isWantOfMemory(error: unknown): boolean {
  return (error as { code?: string }).code === OUT_OF_MEMORY;
}

/** What ends so many workers one after the other will end the next as well. */
export const MAX_DEATHS = 3;

/** What Node and piscina say when a worker ended by itself or for want of memory. */
export function isDeath(error: unknown): boolean {
  const { message = '', code } = error as { message?: string; code?: string };
  return code === OUT_OF_MEMORY || message.startsWith('worker exited with code');
}

/** @returns whether what was thrown says that a worker ended for want of memory */
export function isWantOfMemory(error: unknown): boolean {
  return (error as { code?: string }).code === OUT_OF_MEMORY;
}

const OUT_OF_MEMORY = 'ERR_WORKER_OUT_OF_MEMORY';

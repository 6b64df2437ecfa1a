import type { Logger } from './log.ts';

/**
 * Runs work beside everything else; work that fails before it is told to end is logged at once, since nobody may look for days.
 * @returns what aborts it and waits for its end, and throws what it failed of
 */
export function inBackground(
  work: (signal: AbortSignal) => Promise<void>,
  log: Logger,
): () => Promise<void> {
  const stop = new AbortController();
  const ended = work(stop.signal);
  ended.catch((error: unknown) => {
    if (!stop.signal.aborted) {
      log.error({ err: error }, 'work in the background has ended: restart the hub');
    }
  });
  return async () => {
    stop.abort();
    await ended;
  };
}

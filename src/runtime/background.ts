import type { Logger } from './log.ts';

/**
 * Runs work in the background. Work that fails before it is told to end is logged at once, since its result may not be
 * awaited for days.
 * @returns a function that aborts the work, waits for its end, and throws its failure
 */
export function inBackground(
  work: (signal: AbortSignal) => Promise<void>,
  log: Logger,
): () => Promise<void> {
  const stop = new AbortController();
  const ended = work(stop.signal);
  ended.catch((error: unknown) => {
    if (!stop.signal.aborted) {
      log.error({ err: error }, 'background work has failed: restart the hub');
    }
  });
  return async () => {
    stop.abort();
    await ended;
  };
}

import { constants } from 'node:os';

/**
 * Aborts on the first SIGTERM or SIGINT, so that the hub drains. A second one ends the process at once, with the exit code that
 * shells use for that signal.
 */
export function stopOnSignal(onFirst: () => void): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(128 + constants.signals[signal]);
      onFirst();
      stop.abort();
    });
  }
  return stop.signal;
}

import { setTimeout } from 'node:timers/promises';
import type { BusConnection } from '../bus/index.ts';
import { checkAwaited } from '../bus/index.ts';
import type { Logger } from './log.ts';

const RETRY_MS = 1_000;

/**
 * Lanes that rest learn from the hub itself when their log grows. After the connection to NATS broke that may not be the whole truth:
 * the logs are looked at again.
 */
export async function watchAwaitedLogs(
  bus: BusConnection,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  let wake = Promise.withResolvers<void>();
  const stop = bus.onReconnect(() => wake.resolve());
  signal.addEventListener('abort', () => wake.resolve(), { once: true });
  try {
    for (;;) {
      await wake.promise;
      if (signal.aborted) return;
      wake = Promise.withResolvers();
      await checkAwaited(bus).catch(async (error: unknown) => {
        log.warn({ err: error }, 'the logs of lanes at rest were not looked at, trying again');
        await setTimeout(RETRY_MS, undefined, { signal }).catch(() => undefined);
        wake.resolve();
      });
    }
  } finally {
    stop();
  }
}

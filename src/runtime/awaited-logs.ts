import { setTimeout } from 'node:timers/promises';
import type { BusConnection } from '../bus/index.ts';
import { checkAwaited } from '../bus/index.ts';
import type { Logger } from './log.ts';

const RETRY_MS = 1_000;

/**
 * Rechecks the logs that resting lanes wait for after each reconnect to NATS: such lanes learn from the hub itself when
 * their log grows, and may have missed something while the connection was down.
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
        log.warn({ err: error }, 'could not check the logs of resting lanes; trying again');
        await setTimeout(RETRY_MS, undefined, { signal }).catch(() => undefined);
        wake.resolve();
      });
    }
  } finally {
    stop();
  }
}

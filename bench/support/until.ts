import type { RunningHub } from '../../src/runtime/hub.ts';

/** Resolves when the hub's status meets the condition. */
export async function until(
  hub: RunningHub,
  signal: AbortSignal,
  condition: () => boolean,
): Promise<void> {
  if (condition()) return;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const unsubscribe = hub.subscribe(() => {
    if (condition()) resolve();
  });
  const onAbort = () => reject(signal.reason as Error);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await promise;
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', onAbort);
  }
}

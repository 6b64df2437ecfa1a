import { setTimeout } from 'node:timers/promises';

/** Poll interval for calls without a watch in the API: a person reads no faster. */
const ASK_EVERY_MS = 2_000;

/** Polls and shows the answers until the signal aborts, which is a normal end. */
export async function showAgain<T>(
  ask: () => Promise<T>,
  show: (answer: T) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      show(await ask());
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
    await setTimeout(ASK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

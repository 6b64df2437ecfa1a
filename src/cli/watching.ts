import { setTimeout } from 'node:timers/promises';

/** What has no watch of its own in the API is asked again so often: a person reads no faster. */
const ASK_EVERY_MS = 2_000;

/** Asks and shows again and again until the signal aborts, which is an ordinary end. */
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

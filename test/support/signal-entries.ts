import { getEventListeners } from 'node:events';

/** Counts what calls have left on a signal: listeners, and the entries that `AbortSignal.any` keeps. */
export function entriesOn(signal: AbortSignal): number {
  const sets = Object.getOwnPropertySymbols(signal)
    .map((symbol) => (signal as unknown as Record<symbol, unknown>)[symbol])
    .filter((one) => one instanceof Set);
  return getEventListeners(signal, 'abort').length + sets.reduce((sum, { size }) => sum + size, 0);
}

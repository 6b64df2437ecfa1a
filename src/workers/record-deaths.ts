import { isWantOfMemory } from './deaths.ts';

/** How a record ended the worker that worked on it. */
export interface Death {
  readonly kind: 'ended' | 'memory' | 'late';
  /** Completes a sentence of an error message. */
  readonly says: string;
}

/** Time for a thread to start on a busy machine, and for a module to load its imports. */
const BEGINNING_LIMIT_MS = 60_000;
/** Number of checks within the limit. A check shows only whether the same record is still being processed. */
const CHECKS = 5;
/** Stands for a record that takes too long. */
const late = Symbol('late');

/** Returns a signal that aborts when one record takes longer than the limit, at most a fifth of the limit too late. */
export function watchRecords(
  progress: Int32Array,
  limitMs: number,
): Disposable & { readonly signal: AbortSignal } {
  const abort = new AbortController();
  let seen = { at: 0, sinceMs: performance.now() };
  const timer = setInterval(() => {
    const now = { at: Atomics.load(progress, 0), sinceMs: performance.now() };
    const longest = now.at === 0 ? BEGINNING_LIMIT_MS : limitMs;
    if (now.at !== seen.at) seen = now;
    else if (now.sinceMs - seen.sinceMs >= longest) abort.abort(late);
  }, limitMs / CHECKS);
  return { signal: abort.signal, [Symbol.dispose]: () => clearInterval(timer) };
}

/** @param error piscina's error for the task, or the reason of the watch */
export function deathOf(
  error: unknown,
  { recordLimitMs, memoryMb }: { readonly recordLimitMs: number; readonly memoryMb: number },
): Death {
  if (error === late)
    return { kind: 'late', says: `it took longer than ${recordLimitMs / 1_000} s` };
  if (isWantOfMemory(error))
    return { kind: 'memory', says: `it needs more than ${memoryMb} MB of memory` };
  return { kind: 'ended', says: error instanceof Error ? error.message : String(error) };
}

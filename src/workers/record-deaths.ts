import { isWantOfMemory } from './deaths.ts';

/** How a record ended the worker that worked on it. */
export interface Death {
  readonly kind: 'ended' | 'memory' | 'late';
  /** For the end of a sentence. */
  readonly says: string;
}

/** Stands for a record that takes too long. */
const late = Symbol('late');

/** Aborts when one record stays at hand for longer than the limit, and before it has twice that. */
export function watchRecords(
  progress: Int32Array,
  limitMs: number,
): Disposable & { readonly signal: AbortSignal } {
  const abort = new AbortController();
  let seen = -1;
  const timer = setInterval(() => {
    const at = Atomics.load(progress, 0);
    if (at === seen) abort.abort(late);
    seen = at;
  }, limitMs);
  return { signal: abort.signal, [Symbol.dispose]: () => clearInterval(timer) };
}

/** @param error what piscina says of the task, or the watch's reason */
export function deathOf(
  error: unknown,
  { recordLimitMs, memoryMb }: { readonly recordLimitMs: number; readonly memoryMb: number },
): Death {
  if (error === late) return { kind: 'late', says: `it took longer than ${recordLimitMs} ms` };
  if (isWantOfMemory(error))
    return { kind: 'memory', says: `it needs more than ${memoryMb} MB of memory` };
  return { kind: 'ended', says: error instanceof Error ? error.message : String(error) };
}

import { eitherSignal } from './either-signal.ts';

/**
 * Runs the work with a signal of its own that aborts with the caller's signal, or with a TimeoutError after `limitMs`. Nothing of it
 * remains afterwards: `AbortSignal.timeout` would keep its timer until it expires.
 */
export async function withinTime<Result>(
  limitMs: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  const late = new AbortController();
  using either = eitherSignal(signal, late.signal);
  const expire = () => late.abort(new DOMException(`not within ${limitMs} ms`, 'TimeoutError'));
  const timer = setTimeout(expire, limitMs);
  try {
    return await work(either.signal);
  } finally {
    clearTimeout(timer);
  }
}

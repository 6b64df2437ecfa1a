/**
 * Runs the work with a signal of its own that aborts with the caller's signal, or with a TimeoutError after `limitMs`. Cleans up
 * after itself: `AbortSignal.any` would leave an entry per call on a signal that lives as long as its lane, and
 * `AbortSignal.timeout` a timer until it expires; 15,000 calls left 15,000 of each.
 */
export async function withinTime<Result>(
  limitMs: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  const call = new AbortController();
  const abort = () => call.abort(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  const late = () => call.abort(new DOMException(`not within ${limitMs} ms`, 'TimeoutError'));
  const timer = setTimeout(late, limitMs);
  try {
    return await work(call.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

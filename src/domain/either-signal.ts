/** Aborts when the first of two signals does, until it is disposed. */
export interface EitherSignal extends Disposable {
  readonly signal: AbortSignal;
}

/**
 * Joins two signals for one call. Use it instead of `AbortSignal.any` for calls that are repeated with a long-lived signal:
 * there `AbortSignal.any` leaves an entry per call (24 MB after 20,000 calls).
 * @param one absent: only the other counts
 */
export function eitherSignal(one: AbortSignal | undefined, other: AbortSignal): EitherSignal {
  const either = new AbortController();
  const sources = one ? [one, other] : [other];
  const listeners = sources.map((source) => ({ source, end: () => either.abort(source.reason) }));
  for (const { source, end } of listeners) {
    if (source.aborted) end();
    else source.addEventListener('abort', end, { once: true });
  }
  return {
    signal: either.signal,
    [Symbol.dispose]() {
      for (const { source, end } of listeners) source.removeEventListener('abort', end);
    },
  };
}

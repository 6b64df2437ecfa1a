/** Runs work beside everything else. @returns what aborts it and waits for its end */
export function inBackground(work: (signal: AbortSignal) => Promise<void>): () => Promise<void> {
  const stop = new AbortController();
  const ended = work(stop.signal);
  ended.catch(() => undefined); // Told by the function returned.
  return async () => {
    stop.abort();
    await ended;
  };
}

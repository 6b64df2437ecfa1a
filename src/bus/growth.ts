/**
 * Where the logs of the streams end, as far as this hub has written or read them. An idle lane waits here for more
 * records, without a consumer of its own: ten thousand idle lanes cost neither a timer nor a request.
 */
export interface Growth {
  /** Returns the last sequence of the stream's log; 0 if it is unknown. */
  end(stream: string): number;
  /** Notes that the log now ends here, and wakes those that wait for a different end. */
  reached(stream: string, lastSeq: number): void;
  /**
   * Notes where the server said that the log ends. Its answer may be older than what has been stored meanwhile: then a
   * lane would wait for a record that is already there.
   * @param before what `end` returned before the server was asked
   */
  found(stream: string, lastSeq: number, before: number): void;
  /** Notes that records may have been stored or lost, and wakes those that wait so that they check the log. */
  suspect(stream: string): void;
  /** Notes that the log was deleted. */
  forget(stream: string): void;
  /**
   * Resolves when the log ends elsewhere than at `seq` or its end is in doubt.
   * @throws the signal's reason if it aborts
   */
  otherThan(stream: string, seq: number, signal: AbortSignal): Promise<void>;
  /** Returns the streams with waiting lanes. */
  awaited(): readonly string[];
}

export function createGrowth(): Growth {
  const ends = new Map<string, number>();
  const waiting = new Map<string, Set<() => void>>();

  const wake = (stream: string) => {
    for (const one of waiting.get(stream) ?? []) one();
  };

  const end = (stream: string) => ends.get(stream) ?? 0;

  const reached = (stream: string, lastSeq: number) => {
    if (ends.get(stream) === lastSeq) return;
    ends.set(stream, lastSeq);
    wake(stream);
  };

  return {
    end,
    reached,
    found(stream, lastSeq, before) {
      const isOutdated = lastSeq < end(stream) && end(stream) !== before;
      if (!isOutdated) reached(stream, lastSeq);
    },
    suspect: wake,
    forget: (stream) => void ends.delete(stream),
    async otherThan(stream, seq, signal) {
      signal.throwIfAborted();
      if (end(stream) !== seq) return;
      const changed = Promise.withResolvers<void>();
      const sleepers = waiting.get(stream) ?? new Set();
      waiting.set(stream, sleepers);
      const aborted = () => changed.reject(signal.reason as Error);
      sleepers.add(changed.resolve);
      signal.addEventListener('abort', aborted, { once: true });
      try {
        await changed.promise;
      } finally {
        signal.removeEventListener('abort', aborted);
        sleepers.delete(changed.resolve);
        if (sleepers.size === 0 && waiting.get(stream) === sleepers) waiting.delete(stream);
      }
    },
    awaited: () => [...waiting.keys()],
  };
}

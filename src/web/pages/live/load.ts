import { useEffect, useState } from 'react';
import { useSession } from '../session.tsx';

export interface Loaded<Value> {
  readonly value: Value | null;
  readonly error: Error | null;
  /** Loads again; the current value stays until then. */
  readonly reload: () => void;
}

/**
 * Loads something when the page opens, when `key` changes, and again at an interval.
 * @param everyMs 0 to load once
 */
export function useLoaded<Value>(
  key: string,
  load: (signal: AbortSignal) => Promise<Value>,
  everyMs = 0,
): Loaded<Value> {
  const { check } = useSession();
  const [loaded, setLoaded] = useState<{ key: string; value: Value | null; error: Error | null }>({
    key,
    value: null,
    error: null,
  });
  const [round, setRound] = useState(0);
  useEffect(() => {
    const left = new AbortController();
    let isLoading = false;
    const run = async () => {
      // If the hub answers more slowly than the interval, requests would pile up.
      if (isLoading) return;
      isLoading = true;
      try {
        const value = await load(left.signal);
        if (!left.signal.aborted) setLoaded({ key, value, error: null });
      } catch (thrown) {
        if (left.signal.aborted) return;
        const error = thrown as Error;
        check(error);
        setLoaded((last) => ({ key, value: last.key === key ? last.value : null, error }));
      } finally {
        isLoading = false;
      }
    };
    void run();
    const timer = everyMs > 0 ? setInterval(() => void run(), everyMs) : null;
    return () => {
      left.abort();
      if (timer !== null) clearInterval(timer);
    };
    // `load` changes with each render; everything that it depends on is in the key.
  }, [key, everyMs, round]);
  const current = loaded.key === key ? loaded : { value: null, error: null };
  return { ...current, reload: () => setRound((last) => last + 1) };
}

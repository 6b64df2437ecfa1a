import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { Live } from './store.ts';
import { LiveStore } from './store.ts';

export const LiveContext = createContext(new LiveStore());

/** What the selector picks, drawn again when that is another value. */
export function useLive<Picked>(pick: (live: Live) => Picked): Picked {
  const store = useContext(LiveContext);
  return useSyncExternalStore(store.subscribe, () => pick(store.live));
}

export function useLane(name: string) {
  return useLive(({ lanes }) => lanes.find((lane) => lane.name === name));
}

export function useStream(name: string) {
  return useLive(({ streams }) => streams.find((stream) => stream.name === name));
}

export function useConnector(name: string) {
  return useLive(({ connectors }) => connectors.find((connector) => connector.name === name));
}

/** The time now, renewed so often; for ages. */
export function useNow(everyMs = 1_000): number {
  const [nowMs, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
}

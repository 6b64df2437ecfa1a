import { createContext, useContext, useSyncExternalStore } from 'react';
import { Clock } from './clock.ts';
import type { Live } from './store.ts';
import { LiveStore } from './store.ts';

export const LiveContext = createContext(new LiveStore());

/** The value that the selector picks; re-renders when it changes. */
export function useLive<Picked>(pick: (live: Live) => Picked): Picked {
  const store = useContext(LiveContext);
  return useSyncExternalStore(store.subscribe, () => pick(store.live));
}

export function useLane(name: string) {
  const store = useContext(LiveContext);
  return useSyncExternalStore(store.subscribe, () => store.byName.lanes.get(name));
}

export function useStream(name: string) {
  const store = useContext(LiveContext);
  return useSyncExternalStore(store.subscribe, () => store.byName.streams.get(name));
}

export function useConnector(name: string) {
  const store = useContext(LiveContext);
  return useSyncExternalStore(store.subscribe, () => store.byName.connectors.get(name));
}

const clock = new Clock();

/** The current time, renewed every second for all components that show an age, so that they render together. */
export function useNow(): number {
  return useSyncExternalStore(clock.subscribe, () => clock.nowMs);
}

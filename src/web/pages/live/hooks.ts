import { createContext, useContext, useSyncExternalStore } from 'react';
import { Clock } from './clock.ts';
import type { Live } from './store.ts';
import { LiveStore } from './store.ts';

export const LiveContext = createContext(new LiveStore());

/** What the selector picks, drawn again when that is another value. */
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

/** The time now, renewed every second for all that show an age, so that they are drawn together. */
export function useNow(): number {
  return useSyncExternalStore(clock.subscribe, () => clock.nowMs);
}

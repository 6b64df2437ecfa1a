import type { Registry } from 'prom-client';
import type { ImportState } from '../../domain/index.ts';
import type { Store } from '../../store/index.ts';
import { gauge } from './gauges.ts';
import type { LandscapeView } from './landscape-metrics.ts';

const importStates: readonly ImportState[] = [
  ...(['pending', 'running', 'waiting', 'paused', 'failed', 'finished', 'cancelled'] as const),
];

/** Adds dead letters by cause, and imports by state. */
export function addTroubles(registry: Registry, hub: LandscapeView, store: Store): void {
  gauge({
    registry,
    name: 'stellwerk_dead_letters_open',
    help: 'Dead letters that nobody has replayed or discarded, by stream, lane and code.',
    labelNames: ['stream', 'connector', 'code'],
    async read() {
      // While the database is unavailable, nothing is reported, and `stellwerk_server_up` shows the outage.
      const groups = await store.causes
        .groups({ streams: null, withClosed: false })
        .catch(() => []);
      const sums = new Map<string, [Record<string, string>, number]>();
      for (const { stream, lane, code, open } of groups) {
        if (open === 0) continue;
        const connector = lane?.slice(stream.length + 1) ?? '';
        const id = `${stream}/${connector}/${code}`;
        const [labels, sum] = sums.get(id) ?? [{ stream, connector, code }, 0];
        sums.set(id, [labels, sum + open]);
      }
      return sums.values();
    },
  });
  gauge({
    registry,
    name: 'stellwerk_imports',
    help: 'Imports by state.',
    labelNames: ['state'],
    read() {
      const imports = hub.imports.list();
      return importStates.map((state) => {
        const count = imports.filter((status) => status.state === state).length;
        return [{ state }, count] as const;
      });
    },
  });
}

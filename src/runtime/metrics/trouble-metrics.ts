import type { ImportState } from '../../domain/index.ts';
import type { Store } from '../../store/index.ts';
import type { Family } from './family.ts';
import { labelsOf } from './family.ts';
import { unlessAway } from './unless-away.ts';
import type { LandscapeView } from './landscape-metrics.ts';

const importStates: readonly ImportState[] = [
  ...(['pending', 'running', 'waiting', 'paused', 'failed', 'finished', 'cancelled'] as const),
];

/** Returns dead letters by cause, and imports by state. */
export function troubleFamilies(hub: Pick<LandscapeView, 'imports'>, store: Store): Family[] {
  return [
    {
      type: 'gauge',
      name: 'stellwerk_dead_letters_open',
      help: 'Dead letters that nobody has replayed or discarded, by stream, lane and code.',
      async read() {
        // While the database is unavailable, nothing is reported, and `stellwerk_server_up` shows the outage.
        const groups =
          (await unlessAway(store.causes.groups({ streams: null, withClosed: false }))) ?? [];
        const sums = new Map<string, number>();
        for (const { stream, lane, code, open } of groups) {
          if (open === 0) continue;
          const connector = lane?.slice(stream.length + 1) ?? '';
          const labels = labelsOf({ stream, connector, code });
          sums.set(labels, (sums.get(labels) ?? 0) + open);
        }
        return sums;
      },
    },
    {
      type: 'gauge',
      name: 'stellwerk_imports',
      help: 'Imports by state.',
      read() {
        const imports = hub.imports.list();
        return importStates.map((state) => {
          const count = imports.filter((status) => status.state === state).length;
          return [labelsOf({ state }), count] as const;
        });
      },
    },
  ];
}

import { createSupervisor } from '../../actors/index.ts';
import type { Cast, ImportEffects, SnapshotStore, Supervisor } from '../../actors/index.ts';
import type { Store } from '../store/index.ts';
import type { Landscape } from './landscape.ts';
import type { Logger } from './log.ts';

interface Supervision {
  readonly landscape: Landscape;
  readonly cast: Cast;
  readonly imports: ImportEffects;
  readonly store: Store;
  readonly log: Logger;
}

/** Creates the supervisor of a hub's actors; logs and shows their transitions. */
export function superviseActors({ landscape, cast, imports, store, log }: Supervision): Supervisor {
  return createSupervisor({
    ...cast,
    imports,
    snapshots: snapshotsIn(store),
    onTransition(transition) {
      landscape.board.changed();
      const { lastError, ...change } = transition;
      const level = transition.to === 'failed' ? 'error' : lastError ? 'warn' : 'info';
      log[level]({ ...change, ...(lastError ? { error: lastError } : {}) }, 'actor changed');
    },
  });
}

/** Keeps the snapshots of the actors in the store, which takes any JSON. */
function snapshotsIn({ snapshots }: Store): SnapshotStore {
  return {
    save: (id, { paused }) => snapshots.save(id, { paused }),
    async load() {
      const kept = [...(await snapshots.load())];
      return new Map(kept.map(([id, { paused }]) => [id, { paused: paused === true }]));
    },
  };
}

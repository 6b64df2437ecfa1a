import { createSupervisor } from '../../actors/index.ts';
import type {
  ActorSnapshot,
  Cast,
  ImportEffects,
  SnapshotStore,
  Supervisor,
  Transition,
} from '../../actors/index.ts';
import type { ErrorStatus, JsonObject } from '../domain/index.ts';
import { isJsonObject } from '../domain/index.ts';
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
      log[levelOf(transition)](
        { ...change, ...(lastError ? { error: lastError } : {}) },
        'actor changed',
      );
    },
  });
}

/** States between which a stream that polls changes at every poll. */
const ROUTINE: readonly (string | null)[] = ['idle', 'reading'];

function levelOf({ from, to, lastError }: Transition): 'error' | 'warn' | 'info' | 'debug' {
  if (to === 'failed') return 'error';
  if (lastError) return 'warn';
  return ROUTINE.includes(from) && ROUTINE.includes(to) ? 'debug' : 'info';
}

/** Keeps the snapshots of the actors in the store, which takes any JSON. */
function snapshotsIn({ snapshots }: Store): SnapshotStore {
  return {
    save: (id, { paused, failed }) =>
      snapshots.save(id, { paused, ...(failed && { failed: { ...failed } }) }),
    async load() {
      const kept = [...(await snapshots.load())];
      return new Map(kept.map(([id, snapshot]) => [id, snapshotOf(snapshot)]));
    },
  };
}

function snapshotOf({ paused, failed }: JsonObject): ActorSnapshot {
  const known = isJsonObject(failed) ? { failed: failed as unknown as ErrorStatus } : {};
  return { paused: paused === true, ...known };
}

import { createActor } from 'xstate';
import type { Command, ImportState } from '../src/domain/index.ts';
import { Failure } from '../src/domain/index.ts';
import { importMachine } from './import-machine.ts';
import type { ActorSnapshot, ImportEffects, SnapshotStore } from './ports.ts';
import { snapshotId } from './roster.ts';
import type { Supervised, SupervisedKind, Transition } from './supervised.ts';
import { supervise } from './supervised.ts';
import type { TroublePolicy } from './troubles.ts';
import { abortable } from './work.ts';

export interface ImportsOptions {
  readonly effects: ImportEffects;
  readonly snapshots: SnapshotStore;
  readonly policy: TroublePolicy;
  readonly onTransition: (transition: Transition) => void;
}

/** The actors of imports, which are created and removed while the hub runs. */
export interface Imports {
  /** Starts the imports that were not over when the hub last stopped. */
  startOpen(snapshots: ReadonlyMap<string, ActorSnapshot>): Promise<void>;
  /** @throws Failure NOT_FOUND, COMMAND_REJECTED; whatever the effects and the snapshot store throw */
  carryOut(command: Command, signal: AbortSignal): Promise<void>;
  find(id: string): Supervised<ImportState> | undefined;
  all(): readonly Supervised[];
}

const states = ['running', 'waiting', 'paused', 'failed', 'finished', 'cancelled'] as const;

export function createImports({
  effects,
  snapshots,
  policy,
  onTransition,
}: ImportsOptions): Imports {
  const actors = new Map<string, Supervised<ImportState>>();
  const run = abortable((id, signal, progressed) => effects.run(id, signal, progressed));
  const machine = importMachine.provide({ actors: { run } });

  const kind: SupervisedKind<ImportState> = {
    kind: 'import',
    states,
    now: policy.now,
    onTransition(transition) {
      // It accepts no more commands, and the effects keep its outcome.
      const { name, to } = transition;
      if (to === 'finished' || to === 'cancelled') actors.delete(name);
      onTransition(transition);
    },
  };

  function start(name: string, paused: boolean): void {
    if (actors.has(name)) return;
    const actor = supervise(kind, {
      name,
      connector: '',
      actor: createActor(machine, { input: { name, policy, paused, held: null } }),
    });
    actors.set(name, actor);
    actor.start();
  }

  async function present(id: string): Promise<Supervised> {
    const actor = actors.get(id);
    if (actor) return actor;
    await effects.requireOpen(id);
    throw new Failure('COMMAND_REJECTED', { message: `Import ${id} has not been started.` });
  }

  return {
    async startOpen(known) {
      for (const id of await effects.open()) {
        start(id, known.get(snapshotId('import', id))?.paused ?? false);
      }
    },
    async carryOut({ action, name: id }, signal) {
      switch (action) {
        case 'start':
          await effects.requireOpen(id);
          return start(id, false);
        case 'pause': {
          const actor = await present(id);
          await snapshots.save(snapshotId('import', id), { paused: true });
          actor.send({ type: 'pause' });
          return actor.atRest(signal);
        }
        case 'resume': {
          const actor = await present(id);
          await snapshots.save(snapshotId('import', id), { paused: false });
          return actor.send({ type: 'resume' });
        }
        case 'cancel': {
          const actor = await present(id);
          await effects.cancel(id);
          actor.send({ type: 'cancel' });
          return actor.atRest(signal);
        }
        case 'sync':
          throw new Failure('COMMAND_REJECTED', { message: 'Only a stream can sync.' });
      }
    },
    find: (id) => actors.get(id),
    all: () => [...actors.values()],
  };
}

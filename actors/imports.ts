import { createActor } from 'xstate';
import type { Command, ErrorStatus, ImportState } from '../src/domain/index.ts';
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
  /** Resolves when what has happened to the imports so far is stored, as far as it can be. */
  stored(): Promise<void>;
}

const states = ['running', 'waiting', 'paused', 'failed', 'finished', 'cancelled'] as const;

export function createImports({
  effects,
  snapshots,
  policy,
  onTransition,
}: ImportsOptions): Imports {
  const actors = new Map<string, Supervised<ImportState>>();
  let lastSave: Promise<unknown> = Promise.resolve();
  const run = abortable((id, signal, progressed) => effects.run(id, signal, progressed));
  const machine = importMachine.provide({ actors: { run } });

  const kind: SupervisedKind<ImportState> = {
    kind: 'import',
    states,
    now: policy.now,
    onTransition(transition) {
      const { name, to, lastError } = transition;
      // Without this snapshot, the next start tries the import once more, which is harmless.
      if (to === 'failed' && lastError) {
        save(name, { paused: false, failed: lastError }).catch(() => undefined);
      }
      // It accepts no more commands, and the effects keep its outcome.
      if (to === 'finished' || to === 'cancelled') actors.delete(name);
      onTransition(transition);
    },
  };

  /** Saves one snapshot after the other, so that the last one counts. */
  function save(name: string, snapshot: ActorSnapshot): Promise<void> {
    const mine = lastSave.then(() => snapshots.save(snapshotId('import', name), snapshot));
    lastSave = mine.catch(() => undefined);
    return mine;
  }

  /** Starts the actor of an import. @param paused whether it waits for `resume` */
  function start(
    name: string,
    { paused, failed = null }: { readonly paused: boolean; readonly failed?: ErrorStatus | null },
  ): void {
    if (actors.has(name)) return;
    const actor = supervise(kind, {
      name,
      connector: '',
      actor: createActor(machine, { input: { name, policy, paused, failed, held: null } }),
    });
    actors.set(name, actor);
    actor.start();
  }

  /** Starts an import, without any work, that is stored but was never started, because the order to start it was lost. */
  async function present(id: string): Promise<Supervised> {
    if (!actors.has(id)) {
      await effects.requireOpen(id);
      start(id, { paused: true });
    }
    const actor = actors.get(id);
    if (actor) return actor;
    throw new Failure('COMMAND_REJECTED', { message: `Import ${id} is over.` });
  }

  return {
    async startOpen(known) {
      for (const id of await effects.open()) {
        start(id, known.get(snapshotId('import', id)) ?? { paused: false });
      }
    },
    async carryOut({ action, name: id }, signal) {
      switch (action) {
        case 'start':
          await effects.requireOpen(id);
          return start(id, { paused: false });
        case 'pause': {
          const actor = await present(id);
          await save(id, { paused: true });
          actor.send({ type: 'pause' });
          return actor.atRest(signal);
        }
        case 'resume': {
          const actor = await present(id);
          await save(id, { paused: false });
          return actor.send({ type: 'resume' });
        }
        case 'cancel': {
          const actor = await present(id);
          // Its error may quote the file, and is not kept any longer.
          if (actor.view().state === 'failed') await save(id, { paused: true });
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
    stored: async () => void (await lastSave),
  };
}

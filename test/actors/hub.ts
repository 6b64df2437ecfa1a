import assert from 'node:assert/strict';
import type { SupervisorOptions, Transition } from '../../actors/index.ts';
import { createSupervisor } from '../../actors/index.ts';
import type { Action, ActorKind, Command } from '../../src/domain/index.ts';
import type { ControlledWork } from './controlled-work.ts';
import { controlledWork } from './controlled-work.ts';
import type { ActorSnapshot, SnapshotStore } from '../../actors/index.ts';

/** Everything that a test of the supervisor looks at. */
export interface TestHub extends AsyncDisposable {
  readonly supervisor: ReturnType<typeof createSupervisor>;
  readonly check: ControlledWork;
  readonly run: ControlledWork;
  readonly drain: ControlledWork;
  readonly transitions: readonly Transition[];
  /** Resolves when the actor is in the state, now or after a later transition. */
  reaches(kind: ActorKind, name: string, state: string): Promise<void>;
}

let commands = 0;

export function command(
  action: Action,
  kind: ActorKind,
  name: string,
  more: Partial<Command> = {},
): Command {
  commands += 1;
  return { id: `c${commands}`, action, kind, name, requestedBy: 'test', ...more };
}

export function memorySnapshots(
  entries: Record<string, ActorSnapshot> = {},
): SnapshotStore & { readonly saved: Map<string, ActorSnapshot> } {
  const saved = new Map(Object.entries(entries));
  return {
    saved,
    load: async () => new Map(saved),
    save: async (id, snapshot) => void saved.set(id, snapshot),
  };
}

/** Makes a hub with a connector `shop`, a stream `products` from it and a lane `products/shop` to it. Waits take milliseconds. */
export function testHub(
  options: Partial<SupervisorOptions> & {
    readonly run?: ControlledWork;
    readonly drain?: ControlledWork;
    readonly syncAtStart?: boolean;
  } = {},
): TestHub {
  const check = controlledWork();
  const {
    run = controlledWork(),
    drain = controlledWork(),
    syncAtStart = false,
    ...rest
  } = options;
  const transitions: Transition[] = [];
  const waiters = new Set<() => void>();
  const supervisor = createSupervisor({
    connectors: [{ name: 'shop', effects: { check: (signal) => check.run(signal) } }],
    streams: [
      {
        name: 'products',
        connector: 'shop',
        syncAtStart,
        effects: { run: (signal) => run.run(signal) },
      },
    ],
    lanes: [
      {
        name: 'products/shop',
        stream: 'products',
        connector: 'shop',
        effects: { drain: (signal, progressed) => drain.run(signal, progressed) },
      },
    ],
    snapshots: memorySnapshots(),
    backoff: { initialMs: 2, maxMs: 20, jitter: 0 },
    ...rest,
    onTransition(transition) {
      transitions.push(transition);
      for (const waiter of waiters) waiter();
    },
  });
  return {
    supervisor,
    check,
    run,
    drain,
    transitions,
    async reaches(kind, name, state) {
      const reached = Promise.withResolvers<void>();
      const look = () => {
        if (supervisor[kind](name)?.state === state) reached.resolve();
      };
      waiters.add(look);
      look();
      await reached.promise;
      waiters.delete(look);
    },
    async [Symbol.asyncDispose]() {
      await supervisor.stop();
      assert.ok(transitions.length > 0, 'the hub was never started');
    },
  };
}

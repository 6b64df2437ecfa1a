import { assign, sendTo, setup } from 'xstate';
import type { ErrorStatus } from '../src/domain/index.ts';
import type { ActorContext, ActorInput } from './actor.ts';
import { startingContext, typesOf } from './actor.ts';
import { addTrouble, needsPerson, noTroubles, relieve } from './troubles.ts';
import type { WorkOrder } from './work.ts';
import { unprovided } from './work.ts';

export interface ImportContext extends ActorContext {
  /** An operator cancelled it; this is already stored durably. */
  readonly cancelled: boolean;
  /** It failed before the hub started, and nobody has resumed it since. */
  readonly hadFailed: boolean;
}

export interface ImportInput extends ActorInput {
  /** Why it had failed when the hub last stopped; null if it had not. */
  readonly failed: ErrorStatus | null;
}

/**
 * The states of an import:
 * - `running`: reads and stores rows, or waits for its turn. In `running.ending` it was told to end and waits for the
 * work in flight.
 * - `waiting`: failed for a transient reason. Continues where it stopped, after the back-off or on `resume`.
 * - `paused`: an operator paused it; nothing is in flight.
 * - `failed`: an operator has to act. Left by `resume` (or `pause`), continuing where it stopped. Lasts across restarts
 * of the hub.
 * - `finished`, `cancelled`: over.
 * - `ended`: the hub is stopping; the import continues at the next start.
 * `deciding` is transient.
 */
export const importMachine = setup({
  types: typesOf<ImportContext, ImportInput>(),
  actors: { run: unprovided },
  delays: { backoff: ({ context }) => context.waitMs },
  guards: {
    isCancelled: ({ context }) => context.cancelled,
    isEnding: ({ context }) => context.ending,
    isPaused: ({ context }) => context.paused,
    hadFailed: ({ context }) => context.hadFailed,
    needsPerson: ({ context, event }) =>
      event.type === 'work.failed' && needsPerson(context, context.policy, event.failure),
  },
  actions: {
    pause: assign({ paused: true, hadFailed: false }),
    resume: assign({ paused: false, hadFailed: false }),
    cancel: assign({ cancelled: true }),
    end: assign({ ending: true }),
    addTrouble: assign(({ context, event }) =>
      event.type === 'work.failed' ? addTrouble(context, context.policy, event.failure) : {},
    ),
    relieve: assign(({ context }) => relieve(context)),
    forgetTroubles: assign(noTroubles),
    abortWork: sendTo('work', { type: 'work.abort' } satisfies WorkOrder),
  },
}).createMachine({
  id: 'import',
  context: ({ input: { failed, ...input } }) => ({
    ...startingContext(input),
    cancelled: false,
    hadFailed: failed !== null,
    lastError: failed,
  }),
  initial: 'deciding',
  on: {
    pause: { target: '.deciding', actions: 'pause' },
    resume: { target: '.deciding', actions: 'resume' },
    cancel: { target: '.deciding', actions: 'cancel' },
    end: { target: '.ended', actions: 'end' },
    kill: '.ended',
  },
  states: {
    deciding: {
      always: [
        { guard: 'isCancelled', target: 'cancelled' },
        { guard: 'isEnding', target: 'ended' },
        { guard: 'isPaused', target: 'paused' },
        { guard: 'hadFailed', target: 'failed' },
        { target: 'running' },
      ],
    },
    running: {
      tags: 'working',
      invoke: { id: 'work', src: 'run', input: ({ context }) => ({ name: context.name }) },
      initial: 'active',
      on: { resume: { actions: 'resume' } },
      states: {
        active: {
          on: {
            pause: { target: 'ending', actions: 'pause' },
            cancel: { target: 'ending', actions: 'cancel' },
            end: { target: 'ending', actions: 'end' },
            'work.progressed': { actions: 'relieve' },
            'work.done': { target: '#import.finished', actions: 'forgetTroubles' },
            'work.failed': [
              { guard: 'needsPerson', target: '#import.failed', actions: 'addTrouble' },
              { target: '#import.waiting', actions: 'addTrouble' },
            ],
          },
        },
        ending: {
          entry: 'abortWork',
          on: {
            pause: { actions: 'pause' },
            cancel: { actions: 'cancel' },
            end: { actions: 'end' },
            // It finished before the command arrived. A durably stored cancellation still counts.
            'work.done': [
              { guard: 'isCancelled', target: '#import.cancelled' },
              { target: '#import.finished' },
            ],
            'work.failed': '#import.deciding',
          },
        },
      },
    },
    waiting: { after: { backoff: 'deciding' } },
    paused: { entry: 'forgetTroubles' },
    failed: {
      on: { resume: { target: 'deciding', actions: ['forgetTroubles', 'resume'] } },
    },
    finished: { type: 'final' },
    cancelled: { type: 'final' },
    ended: { type: 'final' },
  },
});

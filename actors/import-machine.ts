import { assign, sendTo, setup } from 'xstate';
import type { ActorContext, ActorInput } from './actor.ts';
import { startingContext, typesOf } from './actor.ts';
import { addTrouble, needsPerson, noTroubles, relieve } from './troubles.ts';
import type { WorkOrder } from './work.ts';
import { unprovided } from './work.ts';

export interface ImportContext extends ActorContext {
  /** A person cancelled it, which is kept durably already. */
  readonly cancelled: boolean;
}

/**
 * The states of an import:
 * - `running`: rows are read and stored, or wait for their turn. `running.ending` has been told to end and waits until the work in
 *   flight has ended.
 * - `waiting`: failed for a reason that passes; tried again after the back-off or by `resume`, from where it was.
 * - `paused`: nothing in flight, by a person's `pause`.
 * - `failed`: a person is needed; left by `resume` (or `pause`), from where it was.
 * - `finished`, `cancelled`: over.
 * - `ended`: the hub stops; it goes on at the next start.
 * `deciding` lasts no time.
 */
export const importMachine = setup({
  types: typesOf<ImportContext, ActorInput>(),
  actors: { run: unprovided },
  delays: { backoff: ({ context }) => context.waitMs },
  guards: {
    isCancelled: ({ context }) => context.cancelled,
    isEnding: ({ context }) => context.ending,
    isPaused: ({ context }) => context.paused,
    needsPerson: ({ context, event }) =>
      event.type === 'work.failed' && needsPerson(context, context.policy, event.failure),
  },
  actions: {
    pause: assign({ paused: true }),
    resume: assign({ paused: false }),
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
  context: ({ input }) => ({ ...startingContext(input), cancelled: false }),
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
            // It was through before the order arrived; what was cancelled durably stays cancelled.
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

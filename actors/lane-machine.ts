import { assign, sendTo, setup } from 'xstate';
import type { ActorContext, ActorInput } from './actor.ts';
import { startingContext, typesOf } from './actor.ts';
import { addTrouble, needsPerson, noTroubles, relieve } from './troubles.ts';
import type { WorkOrder } from './work.ts';
import { unprovided } from './work.ts';

/**
 * The states of a lane:
 * - `running`: drains the stream into the target until it fails. In `running.ending` it was told to end and waits for
 * the work in flight; status still shows `running`.
 * - `waiting`: the drain failed for a transient reason. Retries after the back-off, or at once on `resume`.
 * - `held`: its connector's circuit is open, or the connector has failed; nothing is in flight. Left by `release`. It
 * keeps its troubles but no back-off: on release it continues at once.
 * - `paused`: an operator paused it or its connector; nothing is in flight. Left by `resume` or `release`.
 * - `failed`: an operator has to act. Left by `resume` (or `pause`).
 * - `ended`: the hub is stopping.
 * `deciding` is transient: it chooses the next state by the flags in the context.
 */
export const laneMachine = setup({
  types: typesOf<ActorContext, ActorInput>(),
  actors: { drain: unprovided },
  delays: { backoff: ({ context }) => context.waitMs },
  guards: {
    isEnding: ({ context }) => context.ending,
    isAtRest: ({ context }) => context.paused || context.held === 'paused',
    isHeld: ({ context }) => context.held !== null,
    isTroubled: ({ context }) => context.attempts > 0,
    needsPerson: ({ context, event }) =>
      event.type === 'work.failed' && needsPerson(context, context.policy, event.failure),
  },
  actions: {
    pause: assign({ paused: true }),
    resume: assign({ paused: false }),
    hold: assign(({ event }) => (event.type === 'hold' ? { held: event.cause } : {})),
    release: assign({ held: null }),
    end: assign({ ending: true }),
    addTrouble: assign(({ context, event }) =>
      event.type === 'work.failed' ? addTrouble(context, context.policy, event.failure) : {},
    ),
    relieve: assign(({ context }) => relieve(context)),
    forgetTroubles: assign(noTroubles),
    abortWork: sendTo('work', { type: 'work.abort' } satisfies WorkOrder),
  },
}).createMachine({
  id: 'lane',
  context: ({ input }) => startingContext(input),
  initial: 'deciding',
  on: {
    pause: { target: '.deciding', actions: 'pause' },
    resume: { target: '.deciding', actions: 'resume' },
    hold: { target: '.deciding', actions: 'hold' },
    release: { target: '.deciding', actions: 'release' },
    end: { target: '.ended', actions: 'end' },
    kill: '.ended',
  },
  states: {
    deciding: {
      always: [
        { guard: 'isEnding', target: 'ended' },
        { guard: 'isAtRest', target: 'paused' },
        { guard: 'isHeld', target: 'held' },
        { target: 'running' },
      ],
    },
    running: {
      tags: 'working',
      invoke: { id: 'work', src: 'drain', input: ({ context }) => ({ name: context.name }) },
      initial: 'active',
      on: {
        resume: { actions: 'resume' },
        release: { actions: 'release' },
      },
      states: {
        active: {
          on: {
            pause: { target: 'ending', actions: 'pause' },
            hold: { target: 'ending', actions: 'hold' },
            end: { target: 'ending', actions: 'end' },
            'work.progressed': { guard: 'isTroubled', actions: 'relieve' },
            'work.failed': [
              { guard: 'needsPerson', target: '#lane.failed', actions: 'addTrouble' },
              { target: '#lane.waiting', actions: 'addTrouble' },
            ],
          },
        },
        ending: {
          entry: 'abortWork',
          on: {
            pause: { actions: 'pause' },
            hold: { actions: 'hold' },
            end: { actions: 'end' },
            'work.done': '#lane.deciding',
            'work.failed': '#lane.deciding',
          },
        },
      },
    },
    waiting: { after: { backoff: 'deciding' } },
    held: {},
    paused: { entry: 'forgetTroubles' },
    failed: {
      on: {
        resume: { target: 'deciding', actions: ['forgetTroubles', 'resume'] },
        hold: { actions: 'hold' },
        release: { actions: 'release' },
      },
    },
    ended: { type: 'final' },
  },
});

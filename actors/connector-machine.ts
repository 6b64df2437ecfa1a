import { assign, sendTo, setup } from 'xstate';
import type { ActorContext, ActorInput } from './actor.ts';
import { startingContext, typesOf } from './actor.ts';
import { addTrouble, needsPerson, noTroubles, relieve } from './troubles.ts';
import type { WorkOrder } from './work.ts';
import { unprovided } from './work.ts';

/**
 * The states of a connector:
 * - `checking`: asking the system whether it is usable. `checking.ending` has been told to end and waits until the check has
 *   ended; status still shows `checking`.
 * - `ready`: the last check went well; checked again when a stream or lane doubts it (`doubt`) or by `resume`.
 * - `unavailable`: the check failed for a reason that passes; checked again after the back-off, or at once by `resume`. Streams
 *   and lanes go on by themselves.
 * - `paused`: a person paused it; its streams and lanes are held. Left by `resume`.
 * - `failed`: a person is needed; its streams and lanes are held. Left by `resume` (or `pause`).
 * - `ended`: the hub stops.
 * `deciding` lasts no time: it chooses by the flags in the context.
 */
export const connectorMachine = setup({
  types: typesOf<ActorContext, ActorInput>(),
  actors: { check: unprovided },
  delays: { backoff: ({ context }) => context.waitMs },
  guards: {
    isEnding: ({ context }) => context.ending,
    isAtRest: ({ context }) => context.paused,
    needsPerson: ({ context, event }) =>
      event.type === 'work.failed' && needsPerson(context, context.policy, event.failure),
  },
  actions: {
    pause: assign({ paused: true }),
    resume: assign({ paused: false }),
    end: assign({ ending: true }),
    addTrouble: assign(({ context, event }) =>
      event.type === 'work.failed' ? addTrouble(context, context.policy, event.failure) : {},
    ),
    relieve: assign(({ context }) => relieve(context)),
    forgetTroubles: assign(noTroubles),
    abortWork: sendTo('work', { type: 'work.abort' } satisfies WorkOrder),
  },
}).createMachine({
  id: 'connector',
  context: ({ input }) => startingContext(input),
  initial: 'deciding',
  on: {
    pause: { target: '.deciding', actions: 'pause' },
    resume: { target: '.deciding', actions: 'resume' },
    end: { target: '.ended', actions: 'end' },
  },
  states: {
    deciding: {
      always: [
        { guard: 'isEnding', target: 'ended' },
        { guard: 'isAtRest', target: 'paused' },
        { target: 'checking' },
      ],
    },
    checking: {
      tags: 'working',
      invoke: { id: 'work', src: 'check', input: ({ context }) => ({ name: context.name }) },
      initial: 'active',
      on: { resume: { actions: 'resume' } },
      states: {
        active: {
          on: {
            pause: { target: 'ending', actions: 'pause' },
            end: { target: 'ending', actions: 'end' },
            'work.done': { target: '#connector.ready', actions: 'relieve' },
            'work.failed': [
              { guard: 'needsPerson', target: '#connector.failed', actions: 'addTrouble' },
              { target: '#connector.unavailable', actions: 'addTrouble' },
            ],
          },
        },
        ending: {
          entry: 'abortWork',
          on: {
            pause: { actions: 'pause' },
            end: { actions: 'end' },
            'work.done': '#connector.deciding',
            'work.failed': '#connector.deciding',
          },
        },
      },
    },
    ready: { on: { doubt: 'deciding' } },
    unavailable: { after: { backoff: 'deciding' } },
    paused: { entry: 'forgetTroubles' },
    failed: { on: { resume: { target: 'deciding', actions: ['forgetTroubles', 'resume'] } } },
    ended: { type: 'final' },
  },
});

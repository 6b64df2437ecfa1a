import { assign, sendTo, setup } from 'xstate';
import type { FailureCode } from '../src/domain/index.ts';
import type { ActorContext, ActorInput } from './actor.ts';
import { startingContext, typesOf } from './actor.ts';
import { addTrouble, needsPerson, noTroubles, relieve } from './troubles.ts';
import type { WorkOrder } from './work.ts';
import { unprovided } from './work.ts';

export interface StreamContext extends ActorContext {
  /** A run is due: requested, interrupted or failed. Several requests result in one run. */
  readonly owed: boolean;
}

export interface StreamInput extends ActorInput {
  /** Whether a run is due at once. */
  readonly owed: boolean;
}

/** Not the source's fault: there is no room for its records. */
const BLOCKING: readonly FailureCode[] = ['STREAM_FULL', 'BUS_UNAVAILABLE'];

/**
 * The states of a stream:
 * - `idle`: nothing to do until `sync`.
 * - `reading`: one run is in progress, which never ends by itself if it captures changes. A `sync` meanwhile causes one
 * more run afterwards. In `reading.ending` it was told to end and waits for the work in flight; status still shows
 * `reading`.
 * - `waiting`: the run failed for a transient reason. Retries after the back-off, or at once on an operator's `sync` or
 * `resume`. A scheduled `sync` does not shorten the back-off.
 * - `blocked`: like `waiting`, but the stream is full or NATS is unavailable.
 * - `held`: its connector's circuit is open, or the connector has failed; nothing is in flight. Left by `release`. It
 * keeps its troubles but no back-off.
 * - `paused`: an operator paused it or its connector; nothing is in flight. An interrupted run, or a `sync` that came
 * while held or paused, is made up for after `resume` or `release`.
 * - `failed`: an operator has to act. Left by `resume` (or `pause`).
 * - `ended`: the hub is stopping.
 * `deciding` is transient: it chooses the next state by the flags in the context.
 */
export const streamMachine = setup({
  types: typesOf<StreamContext, StreamInput>(),
  actors: { run: unprovided },
  delays: { backoff: ({ context }) => context.waitMs },
  guards: {
    isEnding: ({ context }) => context.ending,
    isAtRest: ({ context }) => context.paused || context.held === 'paused',
    isHeld: ({ context }) => context.held !== null,
    isOwed: ({ context }) => context.owed,
    isTroubled: ({ context }) => context.attempts > 0,
    isScheduled: ({ event }) => event.type === 'sync' && event.scheduled,
    needsPerson: ({ context, event }) =>
      event.type === 'work.failed' && needsPerson(context, context.policy, event.failure),
    isBlocking: ({ event }) =>
      event.type === 'work.failed' && BLOCKING.includes(event.failure.code),
  },
  actions: {
    pause: assign({ paused: true }),
    resume: assign({ paused: false }),
    hold: assign(({ event }) => (event.type === 'hold' ? { held: event.cause } : {})),
    release: assign({ held: null }),
    end: assign({ ending: true }),
    owe: assign({ owed: true }),
    settle: assign({ owed: false }),
    addTrouble: assign(({ context, event }) =>
      event.type === 'work.failed' ? addTrouble(context, context.policy, event.failure) : {},
    ),
    relieve: assign(({ context }) => relieve(context)),
    forgetTroubles: assign(noTroubles),
    abortWork: sendTo('work', { type: 'work.abort' } satisfies WorkOrder),
  },
}).createMachine({
  id: 'stream',
  context: ({ input }) => ({ ...startingContext(input), owed: input.owed }),
  initial: 'deciding',
  on: {
    pause: { target: '.deciding', actions: 'pause' },
    resume: { target: '.deciding', actions: 'resume' },
    hold: { target: '.deciding', actions: 'hold' },
    release: { target: '.deciding', actions: 'release' },
    end: { target: '.ended', actions: 'end' },
    kill: '.ended',
    sync: { actions: 'owe' },
  },
  states: {
    deciding: {
      always: [
        { guard: 'isEnding', target: 'ended' },
        { guard: 'isAtRest', target: 'paused' },
        { guard: 'isHeld', target: 'held' },
        { guard: 'isOwed', target: 'reading' },
        { target: 'idle' },
      ],
    },
    idle: { on: { sync: { target: 'deciding', actions: 'owe' } } },
    reading: {
      tags: 'working',
      entry: 'settle',
      invoke: { id: 'work', src: 'run', input: ({ context }) => ({ name: context.name }) },
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
            'work.done': { target: '#stream.deciding', actions: 'relieve' },
            'work.failed': [
              {
                guard: 'needsPerson',
                target: '#stream.failed',
                actions: ['addTrouble', 'owe'],
              },
              { guard: 'isBlocking', target: '#stream.blocked', actions: ['addTrouble', 'owe'] },
              { target: '#stream.waiting', actions: ['addTrouble', 'owe'] },
            ],
          },
        },
        ending: {
          entry: 'abortWork',
          on: {
            pause: { actions: 'pause' },
            hold: { actions: 'hold' },
            end: { actions: 'end' },
            'work.done': '#stream.deciding',
            'work.failed': { target: '#stream.deciding', actions: 'owe' },
          },
        },
      },
    },
    waiting: {
      after: { backoff: 'deciding' },
      on: { sync: [{ guard: 'isScheduled' }, { target: 'deciding' }] },
    },
    blocked: {
      after: { backoff: 'deciding' },
      on: { sync: [{ guard: 'isScheduled' }, { target: 'deciding' }] },
    },
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

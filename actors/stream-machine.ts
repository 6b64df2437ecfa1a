import { assign, sendTo, setup } from 'xstate';
import type { FailureCode } from '../src/domain/index.ts';
import type { ActorContext, ActorInput } from './actor.ts';
import { startingContext, typesOf } from './actor.ts';
import { addTrouble, needsPerson, noTroubles, relieve } from './troubles.ts';
import type { WorkOrder } from './work.ts';
import { unprovided } from './work.ts';

export interface StreamContext extends ActorContext {
  /** A run is owed: asked for, cut short or failed. Several wishes make one run. */
  readonly owed: boolean;
}

export interface StreamInput extends ActorInput {
  /** Whether a run is due at once. */
  readonly owed: boolean;
}

/** The source is not to blame: there is nowhere to put what it gives. */
const BLOCKING: readonly FailureCode[] = ['STREAM_FULL', 'BUS_UNAVAILABLE'];

/**
 * The states of a stream:
 * - `idle`: nothing to do until `sync`.
 * - `reading`: one run is under way, which has no end where changes are captured; a `sync` meanwhile makes one more afterwards. `reading.ending` has been told to end and
 *   waits until the work in flight has ended; status still shows `reading`.
 * - `waiting`: the run failed for a reason that passes; tried again after the back-off, or at once when a person says `sync` or
 *   `resume`. A scheduled `sync` does not cut the back-off short.
 * - `blocked`: as `waiting`, but the stream is full or the bus is away.
 * - `held`: nothing in flight, because its connector's circuit is open; left by `release`. It remembers its troubles, but no
 *   back-off.
 * - `paused`: nothing in flight, by a person's `pause` or because the connector is paused or failed.
 *   A run cut short, or a `sync` that came while held or paused, is made up for after `resume` or `release`.
 * - `failed`: a person is needed; left by `resume` (or `pause`).
 * - `ended`: the hub stops.
 * `deciding` lasts no time: it chooses by the flags in the context.
 */
export const streamMachine = setup({
  types: typesOf<StreamContext, StreamInput>(),
  actors: { run: unprovided },
  delays: { backoff: ({ context }) => context.waitMs },
  guards: {
    isEnding: ({ context }) => context.ending,
    isAtRest: ({ context }) => context.paused || context.held === 'stopped',
    isHeld: ({ context }) => context.held === 'outage',
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

import { assign, sendTo, setup } from 'xstate';
import type { CircuitPolicy, Failure } from '../src/domain/index.ts';
import type { ActorContext, ActorEvent, ActorInput } from './actor.ts';
import { startingContext, typesOf } from './actor.ts';
import { addTrouble, needsPerson, noTroubles, relieve } from './troubles.ts';
import type { WorkOrder } from './work.ts';
import { unprovided } from './work.ts';

export interface ConnectorContext extends ActorContext {
  /** Number of consecutive doubts that open the circuit. */
  readonly failures: CircuitPolicy['failures'];
  readonly trialLimitMs: number;
  /** The circuit is open or half open. A pause does not close it. */
  readonly open: boolean;
  /** Doubts since the last delivered work. */
  readonly doubts: number;
  /** Why the circuit will open once the current check has ended. */
  readonly tripped: Failure | null;
}

export interface ConnectorInput extends ActorInput {
  readonly failures: CircuitPolicy['failures'];
  /** A trial ends after this time without a report, because its lane has nothing to deliver. */
  readonly trialLimitMs: number;
}

/**
 * The states of a connector, which are the states of its circuit:
 * - `checking`: asks the system whether it is usable: at the start, on a `doubt`, or as the probe of an open circuit.
 * In `checking.ending` it was told to end and waits for the check to end. Status shows `checking`, and a probe as
 * `unavailable`.
 * - `ready`: the circuit is closed. A `doubt` triggers a check. The last of several doubts in a row, or a `trip`, opens
 * the circuit.
 * - `unavailable`: the circuit is open, streams and lanes are held. Probes after the back-off, or at once on `resume`.
 * - `trial`: the circuit is half open: the probe succeeded and one lane or stream is released. Its delivered work,
 * `untried` or its silence closes the circuit; a `doubt` or a `trip` opens it again.
 * - `paused`: an operator paused it; its streams and lanes are held. Left by `resume`.
 * - `failed`: an operator has to act; its streams and lanes are held. Left by `resume` (or `pause`).
 * - `ended`: the hub is stopping.
 * `deciding` is transient: it chooses the next state by the flags in the context.
 *
 * Only delivered work resets the back-off: a working health page does not prove that the system itself works.
 */
export const connectorMachine = setup({
  types: typesOf<ConnectorContext, ConnectorInput>(),
  actors: { check: unprovided },
  delays: {
    backoff: ({ context }) => context.waitMs,
    trialLimit: ({ context }) => context.trialLimitMs,
  },
  guards: {
    isEnding: ({ context }) => context.ending,
    isAtRest: ({ context }) => context.paused,
    isOpen: ({ context }) => context.open,
    isTripped: ({ context }) => context.tripped !== null,
    isLastDoubt: ({ context }) => context.doubts + 1 >= context.failures,
    isTroubled: ({ context }) => context.attempts > 0 || context.doubts > 0,
    needsPerson: ({ context, event }) =>
      event.type === 'work.failed' && needsPerson(context, context.policy, event.failure),
  },
  actions: {
    pause: assign({ paused: true }),
    resume: assign({ paused: false }),
    end: assign({ ending: true }),
    addDoubt: assign(({ context }) => ({ doubts: context.doubts + 1 })),
    trip: assign(({ event }) => ({ tripped: failureOf(event) })),
    addTrouble: assign(({ context, event }) => withTrouble(context, failureOf(event))),
    addTrip: assign(({ context }) => withTrouble(context, context.tripped)),
    open: assign({ open: true, doubts: 0, tripped: null }),
    close: assign({ open: false, lastFailure: null, lastError: null }),
    relieve: assign(({ context }) => ({ ...relieve(context), doubts: 0 })),
    forgetTroubles: assign({ ...noTroubles, doubts: 0, tripped: null }),
    abortWork: sendTo('work', { type: 'work.abort' } satisfies WorkOrder),
  },
}).createMachine({
  id: 'connector',
  context: ({ input }) => ({
    ...startingContext(input),
    failures: input.failures,
    trialLimitMs: input.trialLimitMs,
    open: false,
    doubts: 0,
    tripped: null,
  }),
  initial: 'deciding',
  on: {
    pause: { target: '.deciding', actions: 'pause' },
    resume: { target: '.deciding', actions: 'resume' },
    end: { target: '.ended', actions: 'end' },
    kill: '.ended',
  },
  states: {
    deciding: {
      always: [
        { guard: 'isEnding', target: 'ended' },
        { guard: 'isAtRest', target: 'paused' },
        { guard: 'isTripped', target: 'unavailable', actions: 'addTrip' },
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
            // While the circuit is open, doubts only repeat the known outage.
            doubt: [
              { guard: 'isOpen' },
              { guard: 'isLastDoubt', target: 'ending', actions: 'trip' },
              { actions: 'addDoubt' },
            ],
            trip: [{ guard: 'isOpen' }, { target: 'ending', actions: 'trip' }],
            'work.done': [
              { guard: 'isOpen', target: '#connector.trial' },
              { target: '#connector.ready' },
            ],
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
    ready: {
      entry: 'close',
      on: {
        doubt: [
          { guard: 'isLastDoubt', target: 'unavailable', actions: 'addTrouble' },
          { target: 'deciding', actions: 'addDoubt' },
        ],
        trip: { target: 'unavailable', actions: 'addTrouble' },
        delivered: { guard: 'isTroubled', actions: 'relieve' },
      },
    },
    unavailable: { entry: 'open', after: { backoff: 'deciding' } },
    trial: {
      after: { trialLimit: 'ready' },
      on: {
        delivered: { target: 'ready', actions: 'relieve' },
        untried: 'ready',
        doubt: { target: 'unavailable', actions: 'addTrouble' },
        trip: { target: 'unavailable', actions: 'addTrouble' },
      },
    },
    paused: { entry: 'forgetTroubles' },
    failed: { on: { resume: { target: 'deciding', actions: ['forgetTroubles', 'resume'] } } },
    ended: { type: 'final' },
  },
});

function withTrouble(
  context: ConnectorContext,
  failure: Failure | null,
): Partial<ConnectorContext> {
  return failure === null ? {} : addTrouble(context, context.policy, failure);
}

function failureOf(event: ActorEvent): Failure | null {
  return 'failure' in event ? event.failure : null;
}

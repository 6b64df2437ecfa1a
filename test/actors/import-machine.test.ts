import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { ActorEvent } from '../../actors/actor.ts';
import type { Input, Outcome } from './pure.ts';
import { failed, importing, over } from './pure.ts';

const pause = { type: 'pause' } as const;
const resume = { type: 'resume' } as const;
const cancel = { type: 'cancel' } as const;
const end = { type: 'end' } as const;
const done = { type: 'work.done' } as const;
const progressed = { type: 'work.progressed' } as const;

const reason = {
  code: 'IMPORT_UNREADABLE',
  stage: 'intake',
  message: 'The file has changed.',
  remedy: 'Start a new import.',
  atMs: 1,
} as const;

interface Row {
  readonly rule: string;
  readonly input?: Input;
  readonly events: readonly ActorEvent[];
  readonly state: Outcome['state'];
}

const rows: Row[] = [
  { rule: 'runs from the start', events: [], state: { running: 'active' } },
  { rule: 'starts paused if it was paused', input: { paused: true }, events: [], state: 'paused' },
  {
    rule: 'stays failed if it had failed before the hub started',
    input: { failed: reason },
    events: [],
    state: 'failed',
  },
  {
    rule: 'continues when a person resumes it after a failure before the hub started',
    input: { failed: reason },
    events: [resume],
    state: { running: 'active' },
  },
  {
    rule: 'continues when a person pauses and resumes it after such a failure',
    input: { failed: reason },
    events: [pause, resume],
    state: { running: 'active' },
  },
  { rule: 'is finished when its work is done', events: [done], state: 'finished' },
  { rule: 'waits for its work before it pauses', events: [pause], state: { running: 'ending' } },
  {
    rule: 'is paused when its work has ended',
    events: [pause, failed('CANCELLED')],
    state: 'paused',
  },
  {
    rule: 'is finished when its work was done before the pause',
    events: [pause, done],
    state: 'finished',
  },
  {
    rule: 'continues when it is resumed',
    events: [pause, failed('CANCELLED'), resume],
    state: { running: 'active' },
  },
  {
    rule: 'waits for its work to end before it is cancelled',
    events: [cancel],
    state: { running: 'ending' },
  },
  { rule: 'is cancelled however its work ended', events: [cancel, done], state: 'cancelled' },
  {
    rule: 'can be cancelled while it is paused',
    events: [pause, failed('CANCELLED'), cancel],
    state: 'cancelled',
  },
  { rule: 'waits after a transient failure', events: [failed('STREAM_FULL')], state: 'waiting' },
  {
    rule: 'continues by itself after the wait',
    events: [failed('BUS_UNAVAILABLE'), over('backoff', 'import.waiting')],
    state: { running: 'active' },
  },
  {
    rule: 'fails permanently on an unreadable file',
    events: [failed('IMPORT_UNREADABLE')],
    state: 'failed',
  },
  {
    rule: 'continues when a person resumes it after a failure',
    events: [failed('IMPORT_UNREADABLE'), resume],
    state: { running: 'active' },
  },
  {
    rule: 'can be cancelled after it has failed',
    events: [failed('IMPORT_UNREADABLE'), cancel],
    state: 'cancelled',
  },
  {
    rule: 'ends with the hub once its work has ended',
    events: [end, failed('CANCELLED')],
    state: 'ended',
  },
];

for (const { rule, input = {}, events, state } of rows) {
  test(`an import ${rule}`, () => assert.deepEqual(importing(input, ...events).state, state));
}

test('progress resets the back-off', () => {
  const troubled = importing({}, failed('STREAM_FULL'), over('backoff', 'import.waiting'));
  assert.equal(troubled.context.attempts, 1);
  const relieved = importing(
    {},
    failed('STREAM_FULL'),
    over('backoff', 'import.waiting'),
    progressed,
  );
  assert.equal(relieved.context.attempts, 0);
});

test('an import that a person has cancelled never runs again, whatever events follow', () => {
  const event = fc.constantFrom<ActorEvent>(
    pause,
    resume,
    end,
    failed('STREAM_FULL'),
    done,
    progressed,
  );
  fc.assert(
    fc.property(
      fc.array(event, { maxLength: 8 }),
      fc.array(event, { maxLength: 8 }),
      (before, after) => {
        const { state } = importing({}, ...before, cancel, ...after);
        assert.notDeepEqual(state, { running: 'active' });
        assert.notEqual(state, 'waiting');
      },
    ),
  );
});

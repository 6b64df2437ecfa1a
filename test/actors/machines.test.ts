import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { ActorEvent } from '../../actors/actor.ts';
import type { Input, Outcome } from './pure.ts';
import { failure } from './controlled-work.ts';
import { connector, failed, lane, over, stream } from './pure.ts';

const pause = { type: 'pause' } as const;
const resume = { type: 'resume' } as const;
const hold = { type: 'hold', cause: 'paused' } as const;
const outage = { type: 'hold', cause: 'outage' } as const;
const givenUp = { type: 'hold', cause: 'failed' } as const;
const doubt = { type: 'doubt', failure: failure('TARGET_UNAVAILABLE') } as const;
const release = { type: 'release' } as const;
const end = { type: 'end' } as const;
const done = { type: 'work.done' } as const;
const sync = { type: 'sync', scheduled: false } as const;
const tick = { type: 'sync', scheduled: true } as const;

interface Row {
  readonly rule: string;
  readonly input?: Input;
  readonly events: readonly ActorEvent[];
  readonly state: Outcome['state'];
}

const laneRows: Row[] = [
  { rule: 'runs from the start', events: [], state: { running: 'active' } },
  { rule: 'starts paused if it was paused', input: { paused: true }, events: [], state: 'paused' },
  {
    rule: 'starts paused if its connector is paused',
    input: { held: 'paused' },
    events: [],
    state: 'paused',
  },
  { rule: 'waits for its work before it pauses', events: [pause], state: { running: 'ending' } },
  { rule: 'is paused when its work has ended', events: [pause, done], state: 'paused' },
  {
    rule: 'is paused however its work ended',
    events: [pause, failed('CANCELLED')],
    state: 'paused',
  },
  {
    rule: 'continues when it is resumed while its work is ending',
    events: [pause, resume, done],
    state: { running: 'active' },
  },
  { rule: 'runs again on resume', events: [pause, done, resume], state: { running: 'active' } },
  {
    rule: 'is paused when its connector is paused',
    events: [hold, done],
    state: 'paused',
  },
  {
    rule: 'continues when its connector does',
    events: [hold, done, release],
    state: { running: 'active' },
  },
  {
    rule: 'waits for its work to end before an outage holds it',
    events: [outage],
    state: { running: 'ending' },
  },
  { rule: 'is held when its connector has given up', events: [givenUp, done], state: 'held' },
  { rule: 'is held in an outage', events: [outage, failed('CANCELLED')], state: 'held' },
  { rule: 'runs after the outage', events: [outage, done, release], state: { running: 'active' } },
  {
    rule: 'continues when it is released while its work is ending',
    events: [outage, release, done],
    state: { running: 'active' },
  },
  {
    rule: 'does not start by itself when it is held during its back-off',
    events: [failed('TARGET_UNAVAILABLE'), outage, over('backoff', 'lane.waiting')],
    state: 'held',
  },
  {
    rule: 'runs at once when it is held during its back-off and then released',
    events: [failed('TARGET_UNAVAILABLE'), outage, release],
    state: { running: 'active' },
  },
  { rule: 'can be paused while held', events: [outage, done, pause], state: 'paused' },
  { rule: 'is held again on resume', events: [outage, done, pause, resume], state: 'held' },
  { rule: 'stays held when it is resumed', events: [outage, done, resume], state: 'held' },
  {
    rule: 'is paused when its connector is paused in an outage',
    events: [outage, done, hold],
    state: 'paused',
  },
  {
    rule: 'stays failed in an outage',
    events: [failed('TARGET_MISCONFIGURED'), outage, release],
    state: 'failed',
  },
  { rule: 'stays paused when released', events: [pause, hold, done, release], state: 'paused' },
  { rule: 'stays paused despite a resume', events: [pause, hold, done, resume], state: 'paused' },
  { rule: 'waits if its target is down', events: [failed('TARGET_UNAVAILABLE')], state: 'waiting' },
  { rule: 'waits after a throttle', events: [failed('TARGET_THROTTLED')], state: 'waiting' },
  { rule: 'waits when fenced', events: [failed('FENCED')], state: 'waiting' },
  { rule: 'fails when misconfigured', events: [failed('TARGET_MISCONFIGURED')], state: 'failed' },
  { rule: 'fails on a broken contract', events: [failed('CONTRACT_BROKEN')], state: 'failed' },
  { rule: 'can be paused while it waits', events: [failed('FENCED'), pause], state: 'paused' },
  {
    rule: 'tries at once when it is resumed while it waits',
    events: [failed('FENCED'), resume],
    state: { running: 'active' },
  },
  {
    rule: 'stays failed when it is held and released',
    events: [failed('TARGET_MISCONFIGURED'), hold, release],
    state: 'failed',
  },
  {
    rule: 'waits for its stopped connector when it is resumed from failed',
    events: [failed('TARGET_MISCONFIGURED'), hold, resume],
    state: 'paused',
  },
  {
    rule: 'runs again when it is resumed from failed',
    events: [failed('TARGET_MISCONFIGURED'), resume],
    state: { running: 'active' },
  },
  { rule: 'waits for its work before it ends', events: [end], state: { running: 'ending' } },
  { rule: 'ends when its work has ended', events: [end, done], state: 'ended' },
  { rule: 'ends at once when it is paused', events: [pause, done, end], state: 'ended' },
];

const streamRows: Row[] = [
  { rule: 'is idle when no run is owed', events: [], state: 'idle' },
  { rule: 'reads an owed run', input: { owed: true }, events: [], state: { reading: 'active' } },
  { rule: 'reads on sync', events: [sync], state: { reading: 'active' } },
  { rule: 'reads on a tick', events: [tick], state: { reading: 'active' } },
  { rule: 'is idle after the run', events: [sync, done], state: 'idle' },
  {
    rule: 'reads once more after syncs and ticks during the run',
    events: [sync, sync, tick, sync, done],
    state: { reading: 'active' },
  },
  { rule: 'reads only once more in all', events: [sync, sync, sync, done, done], state: 'idle' },
  { rule: 'waits in an outage', events: [sync, failed('SOURCE_UNAVAILABLE')], state: 'waiting' },
  { rule: 'is blocked by a full stream', events: [sync, failed('STREAM_FULL')], state: 'blocked' },
  { rule: 'is blocked by the bus', events: [sync, failed('BUS_UNAVAILABLE')], state: 'blocked' },
  { rule: 'fails when refused', events: [sync, failed('SOURCE_REFUSED')], state: 'failed' },
  {
    rule: 'keeps the back-off on a tick',
    events: [sync, failed('SOURCE_UNAVAILABLE'), tick],
    state: 'waiting',
  },
  {
    rule: 'cuts the back-off short on a sync',
    events: [sync, failed('SOURCE_UNAVAILABLE'), sync],
    state: { reading: 'active' },
  },
  {
    rule: 'stays failed on a tick',
    events: [sync, failed('SOURCE_REFUSED'), tick],
    state: 'failed',
  },
  {
    rule: 'reads when it is resumed from failed',
    events: [sync, failed('SOURCE_REFUSED'), resume],
    state: { reading: 'active' },
  },
  { rule: 'is held by an outage while idle', events: [outage], state: 'held' },
  { rule: 'is held by a connector that has given up', events: [givenUp], state: 'held' },
  { rule: 'is not read while held', events: [outage, sync, tick], state: 'held' },
  {
    rule: 'makes up with one run for everything that fell due while held',
    events: [outage, tick, sync, tick, release, done],
    state: 'idle',
  },
  { rule: 'is idle again if nothing fell due', events: [outage, release], state: 'idle' },
  {
    rule: 'repeats a run that an outage cut short',
    events: [sync, outage, failed('CANCELLED'), release],
    state: { reading: 'active' },
  },
  {
    rule: 'does not start by itself when it is held during its back-off',
    events: [sync, failed('SOURCE_UNAVAILABLE'), outage, over('backoff', 'stream.waiting')],
    state: 'held',
  },
  { rule: 'can be paused while held', events: [outage, pause], state: 'paused' },
  { rule: 'can be paused while idle', events: [pause], state: 'paused' },
  { rule: 'is idle again after a pause', events: [pause, resume], state: 'idle' },
  { rule: 'waits for the run before pausing', events: [sync, pause], state: { reading: 'ending' } },
  {
    rule: 'repeats a run that a pause cut short',
    events: [sync, pause, failed('CANCELLED'), resume],
    state: { reading: 'active' },
  },
  {
    rule: 'does not repeat a run that succeeded in spite of the pause',
    events: [sync, pause, done, resume],
    state: 'idle',
  },
  {
    rule: 'makes up with one run for all ticks while paused',
    events: [pause, tick, tick, resume, done],
    state: 'idle',
  },
];

const connectorRows: Row[] = [
  { rule: 'is checked first', events: [], state: { checking: 'active' } },
  { rule: 'is ready after the check', events: [done], state: 'ready' },
  {
    rule: 'is checked again on a doubt',
    events: [done, doubt],
    state: { checking: 'active' },
  },
  { rule: 'opens on a failed check', events: [failed('TARGET_UNAVAILABLE')], state: 'unavailable' },
  { rule: 'fails permanently when refused', events: [failed('SOURCE_REFUSED')], state: 'failed' },
  { rule: 'can be paused', events: [done, pause], state: 'paused' },
  { rule: 'waits for its check before it pauses', events: [pause], state: { checking: 'ending' } },
  { rule: 'is checked on resume', events: [done, pause, resume], state: { checking: 'active' } },
  {
    rule: 'ignores doubts while paused',
    events: [done, pause, doubt],
    state: 'paused',
  },
];

for (const { rule, input = {}, events, state } of laneRows) {
  test(`a lane ${rule}`, () => assert.deepEqual(lane(input, ...events).state, state));
}
for (const { rule, input = {}, events, state } of streamRows) {
  test(`a stream ${rule}`, () => assert.deepEqual(stream(input, ...events).state, state));
}
for (const { rule, input = {}, events, state } of connectorRows) {
  test(`a connector ${rule}`, () => assert.deepEqual(connector(input, ...events).state, state));
}

test('pause, hold and end tell work in flight to end', () => {
  for (const event of [pause, hold, outage, end]) {
    assert.deepEqual(lane({}, event).effects, ['xstate.sendTo']);
    assert.deepEqual(stream({ owed: true }, event).effects, ['xstate.sendTo']);
  }
  assert.deepEqual(connector({}, pause).effects, ['xstate.sendTo']);
});

test('waits grow from failure to failure, and progress resets them', () => {
  const trouble = failed('TARGET_UNAVAILABLE');
  assert.equal(lane({}, trouble).context.waitMs, 1_000);
  assert.equal(lane({}, trouble, resume, trouble).context.waitMs, 2_000);
  const progressed = lane({}, trouble, resume, { type: 'work.progressed' }, trouble);
  assert.equal(progressed.context.waitMs, 1_000);
});

test('a run that has no end clears its error when the first page is stored', () => {
  const trouble = failed('SOURCE_UNAVAILABLE');
  const again = stream({ owed: true }, trouble, resume);
  assert.equal(again.context.lastError?.code, 'SOURCE_UNAVAILABLE');
  const progressed = stream({ owed: true }, trouble, resume, { type: 'work.progressed' });
  assert.deepEqual([progressed.state, progressed.context.lastError], [again.state, null]);
});

test('a hold keeps the error and the growth of the waits; a pause clears the error', () => {
  const trouble = failed('TARGET_UNAVAILABLE');
  const held = lane({}, trouble, outage);
  assert.equal(held.context.lastError?.code, 'TARGET_UNAVAILABLE');
  assert.equal(lane({}, trouble, outage, release, trouble).context.waitMs, 2_000);
  assert.equal(lane({}, trouble, outage, pause).context.lastError, null);
});

test('five unexpected failures within the window make a lane failed; four do not', () => {
  const defect = failed('INTERNAL');
  const four = [defect, resume, defect, resume, defect, resume, defect];
  assert.equal(lane({}, ...four).state, 'waiting');
  assert.equal(lane({}, ...four, resume, defect).state, 'failed');
});

const anyEvent = fc.oneof(
  fc.constantFrom<ActorEvent>(
    pause,
    resume,
    hold,
    outage,
    release,
    sync,
    tick,
    done,
    doubt,
    { type: 'trip', failure: failure('TARGET_BUSY') },
    { type: 'delivered' },
    { type: 'untried' },
    { type: 'work.progressed' },
    over('backoff', 'connector.unavailable'),
    over('backoff', 'lane.waiting'),
  ),
  fc
    .constantFrom('SOURCE_REFUSED', 'STREAM_FULL', 'INTERNAL', 'CANCELLED')
    .map((code) => failed(code)),
);

test('whatever happened, pause stops an actor, and release and resume start it again', () => {
  fc.assert(
    fc.property(fc.array(anyEvent), fc.constantFrom(lane, stream, connector), (events, actor) => {
      assert.equal(actor({}, ...events, pause, done).state, 'paused');
      const back = actor({}, ...events, pause, done, release, resume);
      assert.notEqual(back.state, 'paused');
      assert.notEqual(back.state, 'failed');
      assert.equal(actor({}, ...events, pause, done, end).state, 'ended');
    }),
  );
});

test('a paused actor has no error and no work', () => {
  fc.assert(
    fc.property(fc.array(anyEvent), fc.constantFrom(lane, stream, connector), (events, actor) => {
      const { state, context } = actor({}, ...events);
      if (state === 'paused') assert.equal(context.lastError, null);
    }),
  );
});

import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { ActorEvent } from '../../actors/actor.ts';
import { failure } from './controlled-work.ts';
import type { Outcome } from './pure.ts';
import { connector, failed, over } from './pure.ts';

const pause = { type: 'pause' } as const;
const resume = { type: 'resume' } as const;
const done = { type: 'work.done' } as const;
const delivered = { type: 'delivered' } as const;
const untried = { type: 'untried' } as const;
const doubt = { type: 'doubt', failure: failure('TARGET_UNAVAILABLE') } as const;
const trip = { type: 'trip', failure: failure('TARGET_BUSY') } as const;
const down = failed('TARGET_UNAVAILABLE');
const waited = over('backoff', 'connector.unavailable');
const silence = over('trialLimit', 'connector.trial');

/** A circuit that has opened, and one that is on trial. */
const open = [down];
const trial = [down, waited, done];

const rows: readonly {
  readonly rule: string;
  readonly events: readonly ActorEvent[];
  readonly state: Outcome['state'];
}[] = [
  { rule: 'opens when its check fails', events: [down], state: 'unavailable' },
  { rule: 'opens on a trip', events: [done, trip], state: 'unavailable' },
  {
    rule: 'waits for the running check before it trips',
    events: [done, doubt, trip],
    state: { checking: 'ending' },
  },
  {
    rule: 'opens on a trip whatever the running check reports',
    events: [done, doubt, trip, done],
    state: 'unavailable',
  },
  {
    rule: 'is checked on the first doubts',
    events: [done, doubt, done, doubt],
    state: { checking: 'active' },
  },
  {
    rule: 'stays closed when the check after a doubt succeeds',
    events: [done, doubt, done],
    state: 'ready',
  },
  {
    rule: 'opens on the third doubt although checks succeed',
    events: [done, doubt, done, doubt, done, doubt],
    state: 'unavailable',
  },
  {
    rule: 'opens on the third doubt during a check, too',
    events: [done, doubt, doubt, doubt, failed('CANCELLED')],
    state: 'unavailable',
  },
  {
    rule: 'counts doubts from zero after delivered work',
    events: [done, doubt, done, doubt, done, delivered, doubt],
    state: { checking: 'active' },
  },
  { rule: 'is probed after the wait', events: [...open, waited], state: { checking: 'active' } },
  { rule: 'is probed at once by resume', events: [...open, resume], state: { checking: 'active' } },
  {
    rule: 'stays open when the probe fails',
    events: [...open, waited, down],
    state: 'unavailable',
  },
  { rule: 'is half-open after a good probe', events: [...open, waited, done], state: 'trial' },
  {
    rule: 'ignores doubts while open',
    events: [...open, doubt, trip, delivered],
    state: 'unavailable',
  },
  {
    rule: 'ignores doubts during a probe',
    events: [...open, waited, doubt, doubt, doubt, trip, done],
    state: 'trial',
  },
  { rule: 'closes on delivered work', events: [...trial, delivered], state: 'ready' },
  { rule: 'closes when no lane or stream can try it', events: [...trial, untried], state: 'ready' },
  { rule: 'closes when a trial times out', events: [...trial, silence], state: 'ready' },
  { rule: 'opens again when the trial fails', events: [...trial, doubt], state: 'unavailable' },
  { rule: 'opens again on a trip', events: [...trial, trip], state: 'unavailable' },
  { rule: 'can be paused while open', events: [...open, pause], state: 'paused' },
  { rule: 'can be paused during a trial', events: [...trial, pause], state: 'paused' },
  { rule: 'is still open after a pause', events: [...open, pause, resume, done], state: 'trial' },
  {
    rule: 'can be paused while it trips',
    events: [done, doubt, trip, pause, done],
    state: 'paused',
  },
  {
    rule: 'goes on trial when it is resumed from failed',
    events: [...open, waited, failed('TARGET_MISCONFIGURED'), resume, done],
    state: 'trial',
  },
];

for (const { rule, events, state } of rows) {
  test(`a circuit ${rule}`, () => assert.deepEqual(connector({}, ...events).state, state));
}

test('a circuit opens after as many doubts as its policy says', () => {
  assert.equal(connector({ failures: 1 }, done, doubt).state, 'unavailable');
  assert.deepEqual(connector({ failures: 4 }, done, doubt, done, doubt, done, doubt).state, {
    checking: 'active',
  });
});

test('a system of which only the health page works is probed less and less often', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8].map((times) => {
    const fails = Array.from({ length: times - 1 }, () => [waited, done, doubt]).flat();
    return connector({}, down, ...fails).context.waitMs;
  });
  // Jitter spreads the longest wait from 40 to 60 s; the random value is in the middle here.
  assert.deepEqual(waits, [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 50_000, 50_000]);
});

test('only delivered work makes the next wait short again', () => {
  const after = (...events: ActorEvent[]) =>
    connector({}, ...trial, ...events, trip).context.waitMs;
  assert.equal(after(silence), 2_000);
  assert.equal(after(untried), 2_000);
  assert.equal(after(silence, doubt, done), 2_000);
  assert.equal(after(delivered), 1_000);
  assert.equal(after(silence, delivered), 1_000);
});

test('a longer wait that the system asks for takes precedence', () => {
  const wish = { type: 'doubt', failure: failure('TARGET_UNAVAILABLE', 40_000) } as const;
  assert.equal(connector({}, ...trial, wish).context.waitMs, 40_000);
  const trips = { type: 'trip', failure: failure('TARGET_BUSY', 40_000) } as const;
  assert.equal(connector({}, done, doubt, trips, failed('CANCELLED')).context.waitMs, 40_000);
});

test('status shows why a circuit is open until it is closed', () => {
  const error = (...events: ActorEvent[]) => connector({}, ...events).context.lastError?.code;
  assert.equal(error(done, doubt, trip, failed('CANCELLED')), 'TARGET_BUSY');
  assert.equal(error(...trial), 'TARGET_UNAVAILABLE');
  assert.equal(error(...trial, silence), undefined);
});

test('whatever happens, an open circuit is closed only by a trial', () => {
  const anyEvent = fc.constantFrom<ActorEvent>(
    pause,
    resume,
    done,
    down,
    doubt,
    trip,
    delivered,
    untried,
    waited,
    silence,
    failed('TARGET_MISCONFIGURED'),
  );
  fc.assert(
    fc.property(fc.array(anyEvent), (events) => {
      const states = events.map(
        (_, index) => connector({}, ...open, ...events.slice(0, index + 1)).state,
      );
      const closed = states.indexOf('ready');
      if (closed >= 0) assert.equal(states[closed - 1], 'trial');
    }),
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  CircuitMeter,
  defaultCircuitPolicy,
  Failure,
  isOutage,
  isOutageLike,
} from '../../src/domain/index.ts';

const { windowMs, minimumCalls, failureRate } = defaultCircuitPolicy;
/** The steps in which the window moves. */
const STEP_MS = windowMs / 100;

/** Answers that came in one step. */
interface Answers {
  readonly successes: number;
  readonly failures: number;
  /** Steps since the previous answers. */
  readonly steps: number;
}

const anyAnswers: fc.Arbitrary<Answers> = fc.record({
  successes: fc.nat(8),
  failures: fc.nat(12),
  steps: fc.oneof(fc.constantFrom(1, 50, 99, 100, 101), fc.integer({ min: 1, max: 300 })),
});

function feed(meter: CircuitMeter, all: readonly Answers[]): readonly boolean[] {
  let nowMs = 1_000_000;
  return all.map(({ successes, failures, steps }) => {
    nowMs += steps * STEP_MS;
    return meter.add(successes, failures, nowMs);
  });
}

/** Makes the same decision from all answers since the last trip. */
function decide(all: readonly Answers[]): readonly boolean[] {
  let recent: (Answers & { readonly step: number })[] = [];
  let step = 0;
  return all.map((answers) => {
    step += answers.steps;
    recent = [...recent, { ...answers, step }].filter((one) => one.step > step - 100);
    const failed = recent.reduce((sum, { failures }) => sum + failures, 0);
    const calls = recent.reduce((sum, { successes }) => sum + successes, failed);
    const trips = answers.failures > 0 && calls >= minimumCalls && failed / calls >= failureRate;
    if (trips) recent = [];
    return trips;
  });
}

test('a circuit trips exactly when enough answers within the window are failures', () => {
  let trips = 0;
  fc.assert(
    fc.property(fc.array(anyAnswers, { maxLength: 60 }), (all) => {
      const told = feed(new CircuitMeter(), all);
      trips += told.filter(Boolean).length;
      assert.deepEqual(told, decide(all));
    }),
  );
  assert.ok(trips > 0, 'the property never met a trip');
});

test('few answers never trip, even if all are failures', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: minimumCalls - 1 }), (failures) => {
      assert.equal(new CircuitMeter().add(0, failures, 0), false);
    }),
  );
  assert.equal(new CircuitMeter().add(0, minimumCalls, 0), true);
});

test('a system that succeeds in more than a fifth of its calls never trips', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ failures: fc.nat(100), gapMs: fc.nat(windowMs) }), { maxLength: 60 }),
      (all) => {
        const meter = new CircuitMeter();
        let nowMs = 0;
        for (const { failures, gapMs } of all) {
          nowMs += gapMs;
          assert.equal(meter.add(Math.floor(failures / 4) + 1, failures, nowMs), false);
        }
      },
    ),
  );
});

test('successes alone never trip, even right after failures', () => {
  const meter = new CircuitMeter({ ...defaultCircuitPolicy, minimumCalls: 21 });
  assert.equal(meter.add(0, 20, 0), false);
  assert.equal(meter.add(1, 0, 1), false);
  assert.equal(meter.add(0, 1, 2), true);
});

test('a meter starts from zero after a trip and after it was cleared', () => {
  const meter = new CircuitMeter();
  assert.equal(meter.add(0, 1_000, 0), true);
  assert.equal(meter.add(0, 19, 1), false);
  meter.clear();
  assert.equal(meter.add(0, 19, 2), false);
});

test('failures older than the window no longer count', () => {
  const meter = new CircuitMeter();
  assert.equal(meter.add(0, 19, 0), false);
  assert.equal(meter.add(0, 19, windowMs), false);
  assert.equal(meter.add(0, 1, windowMs + 1), true);
});

test('a clock that is set back neither trips nor loses what was counted', () => {
  const meter = new CircuitMeter();
  assert.equal(meter.add(0, 19, 1_000_000), false);
  assert.equal(meter.add(0, 1, 0), true);
});

test('refusals, throttling and failures of other parts do not count as an outage', () => {
  const of = (code: Failure['code']) => new Failure(code, { message: code });
  assert.ok(isOutage(of('TARGET_UNAVAILABLE')) && isOutage(of('SOURCE_UNAVAILABLE')));
  assert.ok(isOutageLike(of('TARGET_UNAVAILABLE')) && isOutageLike(of('TARGET_BUSY')));
  const others = ['TARGET_REFUSED', 'TARGET_THROTTLED', 'SOURCE_THROTTLED', 'FENCED', 'INTERNAL'];
  for (const code of others as Failure['code'][]) {
    assert.equal(isOutage(of(code)), false, code);
    assert.equal(isOutageLike(of(code)), false, code);
  }
  assert.equal(isOutage(of('TARGET_BUSY')), false);
});

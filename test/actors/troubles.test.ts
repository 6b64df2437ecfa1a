import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { addTrouble, needsPerson, noTroubles, relieve } from '../../actors/troubles.ts';
import type { Troubles } from '../../actors/troubles.ts';
import { failureCatalogue } from '../../src/domain/index.ts';
import { failure } from './controlled-work.ts';
import { testPolicy } from './pure.ts';

test('a wait that the other side asks for takes precedence when it is longer than the back-off', () => {
  const wait = (retryAfterMs: number) =>
    addTrouble(noTroubles, testPolicy, failure('TARGET_THROTTLED', retryAfterMs)).waitMs;
  assert.equal(wait(30_000), 30_000);
  assert.equal(wait(10), 1_000);
});

test('no back-off is longer than a minute, jitter included, however long the outage', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 100_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (attempts, dice) => {
        const policy = { ...testPolicy, random: () => dice };
        const { waitMs } = addTrouble({ ...noTroubles, attempts }, policy, failure('FENCED'));
        assert.ok(waitMs >= 800 && waitMs <= 60_000, `${waitMs}`);
      },
    ),
  );
});

test('unexpected failures count only within the window', () => {
  let troubles: Troubles = noTroubles;
  for (let nowMs = 0; nowMs < 600_000; nowMs += 15_000) {
    const policy = { ...testPolicy, now: () => nowMs };
    assert.equal(needsPerson(troubles, policy, failure('INTERNAL')), false);
    troubles = addTrouble(troubles, policy, failure('INTERNAL'));
  }
  assert.ok(troubles.unexpectedAtMs.length <= 4);
});

test('a success between unexpected failures does not reset the count', () => {
  let troubles: Troubles = noTroubles;
  for (let n = 1; n <= 4; n += 1) {
    troubles = relieve(addTrouble(troubles, testPolicy, failure('INTERNAL')));
  }
  assert.equal(troubles.lastError, null);
  assert.equal(needsPerson(troubles, testPolicy, failure('INTERNAL')), true);
});

test('status shows code, stage, message, remedy and time of the failure', () => {
  const policy = { ...testPolicy, now: () => 1_700_000_000_000 };
  assert.deepEqual(addTrouble(noTroubles, policy, failure('SOURCE_REFUSED')).lastError, {
    code: 'SOURCE_REFUSED',
    stage: 'intake',
    message: 'SOURCE_REFUSED for the test',
    remedy: failureCatalogue.SOURCE_REFUSED.remedy,
    atMs: 1_700_000_000_000,
  });
});

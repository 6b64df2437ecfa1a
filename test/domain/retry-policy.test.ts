import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { defaultRetryPolicy, waitAfterAttempt } from '../../src/domain/index.ts';

const policies = fc.record({
  attempts: fc.constant(8),
  initialMs: fc.integer({ min: 1, max: 600_000 }),
  factor: fc.double({ min: 1, max: 10, noNaN: true }),
  maxMs: fc.integer({ min: 1, max: 600_000 }),
  jitter: fc.double({ min: 0, max: 1, noNaN: true }),
});
const attempts = fc.integer({ min: 1, max: 2_000 });
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('no wait is longer than the longest allowed, or below zero, whatever chance adds', () => {
  fc.assert(
    fc.property(policies, attempts, chance, (policy, attempt, random) => {
      const waitMs = waitAfterAttempt(policy, attempt, () => random);
      assert.ok(waitMs >= 0 && waitMs <= policy.maxMs, `${waitMs}`);
    }),
  );
});

test('waits never shrink from attempt to attempt, given the same random number', () => {
  fc.assert(
    fc.property(policies, attempts, chance, (policy, attempt, random) => {
      const [first, second] = [attempt, attempt + 1].map((nth) =>
        waitAfterAttempt(policy, nth, () => random),
      );
      assert.ok((first ?? 0) <= (second ?? 0));
    }),
  );
});

test('records that failed together are not retried together, even after the longest wait', () => {
  for (const attempt of [1, 5, 50]) {
    const [least, middle, most] = [0, 0.5, 0.999].map((random) =>
      waitAfterAttempt(defaultRetryPolicy, attempt, () => random),
    ) as [number, number, number];
    assert.ok(least < middle && middle < most, `${least}, ${middle}, ${most}`);
    // A jitter of 0.2 both ways: the longest wait is half as long again as the shortest.
    assert.ok(Math.abs(most / least - 1.5) < 0.01, `${most / least}`);
  }
  assert.equal(
    waitAfterAttempt(defaultRetryPolicy, 3, () => 0.5),
    4_000,
  );
});

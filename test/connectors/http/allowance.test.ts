import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Allowance } from '../../../src/connectors/http/allowance.ts';
import type { Pace } from '../../../src/connectors/http/throttling.ts';

const accepted: Pace = { kind: 'accepted', exhaustedMs: 0 };
const throttled: Pace = { kind: 'throttled', retryAfterMs: null };

/** Makes one request that begins as soon as it may and ends at once. @returns when it began */
function request(allowance: Allowance, nowMs: number, pace: Pace): number {
  const atMs = nowMs + allowance.waitMs(nowMs) + 1e-6;
  assert.equal(Math.max(0, allowance.waitMs(atMs)), 0);
  allowance.begin();
  allowance.end(pace, atMs, atMs);
  return atMs;
}

test('a throttled answer halves the rate, and ten seconds of accepted answers restore it', () => {
  const allowance = new Allowance({ maxConcurrency: 4, requestsPerSecond: 20 }, 0);
  let nowMs = request(allowance, 0, throttled);
  assert.equal(allowance.rate, 10);
  assert.equal(allowance.concurrency, 4);
  const fromMs = nowMs;
  while ((allowance.rate ?? 0) < 20) nowMs = request(allowance, nowMs, accepted);
  assert.ok(nowMs - fromMs > 8_000 && nowMs - fromMs < 13_000, `${nowMs - fromMs} ms`);
});

test('without a rate, a throttled answer halves the concurrency, and each round of accepted requests adds one', () => {
  const allowance = new Allowance({ maxConcurrency: 8 }, 0);
  let nowMs = request(allowance, 0, throttled);
  assert.equal(allowance.concurrency, 4);
  for (let n = 0; n < 5; n++) nowMs = request(allowance, nowMs, accepted);
  assert.equal(allowance.concurrency, 5);
  for (let n = 0; n < 50; n++) nowMs = request(allowance, nowMs, accepted);
  assert.equal(allowance.concurrency, 8);
});

test('throttled requests that were in flight together halve the concurrency once', () => {
  const allowance = new Allowance({ maxConcurrency: 8 }, 0);
  for (let n = 0; n < 8; n++) allowance.begin();
  for (let n = 0; n < 8; n++) allowance.end(throttled, 0, 10 + n);
  assert.equal(allowance.concurrency, 4);
  assert.equal(allowance.blockedMs(10), 1_000);
});

test('pauses that the system does not name double up to half a minute, and start again at 1 s after a success', () => {
  const allowance = new Allowance({ maxConcurrency: 1 }, 0);
  const pauses: number[] = [];
  let nowMs = 0;
  for (let n = 0; n < 7; n++) {
    nowMs = request(allowance, nowMs, throttled);
    pauses.push(Math.round(allowance.blockedMs(nowMs)));
  }
  assert.deepEqual(
    pauses,
    [1, 2, 4, 8, 16, 30, 30].map((seconds) => seconds * 1000),
  );
  nowMs = request(allowance, nowMs, accepted);
  nowMs = request(allowance, nowMs, { kind: 'throttled', retryAfterMs: 0 });
  assert.equal(Math.round(allowance.blockedMs(nowMs)), 1_000);
});

test('a system that names a very distant time is asked again after an hour', () => {
  const allowance = new Allowance({ maxConcurrency: 1 }, 0);
  const nowMs = request(allowance, 0, { kind: 'accepted', exhaustedMs: 9e9 });
  assert.equal(Math.round(allowance.blockedMs(nowMs)), 3_600_000);
});

test('an assumed rate holds until the system tells its own, which a throttled answer halves as well', () => {
  const limits = { maxConcurrency: 1, requestsPerSecond: 0.01, burst: 20, isAssumed: true };
  const allowance = new Allowance(limits, 0);
  let nowMs = 0;
  for (let n = 0; n < 20; n++) nowMs = request(allowance, nowMs, accepted);
  assert.ok(nowMs < 1, 'a burst may be longer than a second’s worth');
  assert.equal(Math.round(allowance.waitMs(nowMs)), 100_000);
  nowMs = request(allowance, nowMs, { ...accepted, rate: 0.5 });
  assert.equal(allowance.rate, 0.5);
  assert.equal(Math.round(allowance.waitMs(nowMs)), 2_000);
  nowMs = request(allowance, nowMs, throttled);
  assert.equal(allowance.rate, 0.25);
  request(allowance, nowMs, { ...accepted, rate: 0.5 });
  assert.equal(allowance.rate, 0.35);
});

test('a pause that the system does not name is as long as it takes to allow another request', () => {
  const allowance = new Allowance({ maxConcurrency: 1, requestsPerSecond: 0.01, burst: 20 }, 0);
  const nowMs = request(allowance, 0, throttled);
  assert.equal(Math.round(allowance.blockedMs(nowMs)), 100_000);
});

test('a rate that was configured stays, whatever the system tells', () => {
  const allowance = new Allowance({ maxConcurrency: 1, requestsPerSecond: 2 }, 0);
  request(allowance, 0, { ...accepted, rate: 50 });
  assert.equal(allowance.rate, 2);
});

test('rate and concurrency stay within their bounds, whatever the answers say', () => {
  const paces = fc.array(fc.constantFrom(accepted, throttled, { kind: 'neutral' } as const));
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 64 }),
      fc.option(fc.double({ min: 0.01, max: 1_000, noNaN: true })),
      paces,
      (maxConcurrency, requestsPerSecond, answers) => {
        const known = requestsPerSecond === null ? {} : { requestsPerSecond };
        const allowance = new Allowance({ maxConcurrency, ...known }, 0);
        let nowMs = 0;
        for (const pace of answers) {
          nowMs = request(allowance, nowMs, pace);
          assert.ok(allowance.concurrency >= 1 && allowance.concurrency <= maxConcurrency);
          if (requestsPerSecond === null) continue;
          const rate = allowance.rate ?? 0;
          assert.ok(rate >= requestsPerSecond / 64 && rate <= requestsPerSecond);
        }
      },
    ),
  );
});

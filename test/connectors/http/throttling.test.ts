import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exhaustedFor, paceOf } from '../../../src/connectors/http/throttling.ts';

const nowMs = Date.parse('2026-03-01T12:00:00Z');
const inTenSeconds = nowMs / 1000 + 10;

for (const [what, headers, waitMs] of [
  ['nothing', {}, 0],
  [
    'three headers',
    { 'ratelimit-limit': '100', 'ratelimit-remaining': '0', 'ratelimit-reset': '30' },
    30_000,
  ],
  ['three headers with something left', { 'ratelimit-remaining': '1', 'ratelimit-reset': '30' }, 0],
  ['one header of early drafts', { ratelimit: 'limit=100, remaining=0, reset=5' }, 5_000],
  [
    'one header of early drafts with something left',
    { ratelimit: 'limit=10, remaining=10, reset=5' },
    0,
  ],
  ['one header of late drafts', { ratelimit: '"default";r=0;t=7' }, 7_000],
  [
    'a list of policies, of which one is used up',
    { ratelimit: '"burst";r=3;t=1, "daily";r=0;t=60' },
    60_000,
  ],
  ['the X- form in seconds', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '12' }, 12_000],
  [
    'the X- form as a time in seconds',
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(inTenSeconds) },
    10_000,
  ],
  [
    'the X- form as a time in milliseconds',
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(inTenSeconds * 1000) },
    10_000,
  ],
  [
    'a time that has passed',
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1500000000' },
    0,
  ],
  ['nothing left without a reset', { 'x-ratelimit-remaining': '0' }, 0],
  ['a full bucket of Shopify', { 'x-shopify-shop-api-call-limit': '40/40' }, 1_000],
  ['a bucket of Shopify with room', { 'x-shopify-shop-api-call-limit': '32/40' }, 0],
  [
    'words',
    { ratelimit: 'soon', 'ratelimit-remaining': 'none', 'x-shopify-shop-api-call-limit': 'x/y' },
    0,
  ],
] as const) {
  test(`a quota given by ${what} means a wait of ${waitMs} ms`, () => {
    assert.equal(exhaustedFor(new Headers(headers), nowMs), waitMs);
  });
}

for (const [what, status, headers, pace] of [
  ['429 with a wish', 429, { 'retry-after': '3' }, { kind: 'throttled', retryAfterMs: 3_000 }],
  [
    '429 with a fraction, as Shopify sends it',
    429,
    { 'retry-after': '2.0' },
    { kind: 'throttled', retryAfterMs: 2_000 },
  ],
  [
    '429 with a date',
    429,
    { 'retry-after': 'Sun, 01 Mar 2026 12:00:09 GMT' },
    { kind: 'throttled', retryAfterMs: 9_000 },
  ],
  [
    '429 with a reset only',
    429,
    { 'ratelimit-remaining': '0', 'ratelimit-reset': '4' },
    { kind: 'throttled', retryAfterMs: 4_000 },
  ],
  ['429 without a word', 429, {}, { kind: 'throttled', retryAfterMs: null }],
  ['503 with a wish', 503, { 'retry-after': '3' }, { kind: 'throttled', retryAfterMs: 3_000 }],
  ['503 without one', 503, {}, { kind: 'neutral' }],
  [
    'a broken answer',
    500,
    { 'ratelimit-remaining': '0', 'ratelimit-reset': '4' },
    { kind: 'neutral' },
  ],
  ['a refused record', 422, {}, { kind: 'accepted', exhaustedMs: 0 }],
  [
    'a success with the rate of Amazon',
    200,
    { 'x-amzn-ratelimit-limit': '0.0056' },
    { kind: 'accepted', exhaustedMs: 0, rate: 0.0056 },
  ],
  [
    'a success with a rate that is none',
    200,
    { 'x-amzn-ratelimit-limit': '0.0' },
    { kind: 'accepted', exhaustedMs: 0 },
  ],
  [
    'a success that was the last',
    200,
    { 'ratelimit-remaining': '0', 'ratelimit-reset': '4' },
    { kind: 'accepted', exhaustedMs: 4_000 },
  ],
] as const) {
  test(`${what} counts as ${pace.kind}`, () => {
    assert.deepEqual(paceOf({ status, headers: new Headers(headers) }, nowMs), pace);
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Connector, Target } from '../../../src/connector-api/index.ts';
import { HttpSystem } from '../../support/http-system.ts';
import { delivery } from '../postgres/support.ts';
import { openHttp, signal } from './support.ts';

function lane(connector: Connector, entity: string, options = {}): Target {
  const target = connector.target?.({ entity, lane: `${entity}/shop`, options });
  assert.ok(target);
  return target;
}

const many = (length: number) =>
  Array.from({ length }, (_, n) => delivery(`k${n}`, 1, { externalId: `k${n}` }));

test('two lanes and a stream of one system together stay within its concurrency', async () => {
  await using system = await HttpSystem.start();
  // No request is answered before three have arrived. So three certainly arrive, and a fourth would be seen.
  const three = Promise.withResolvers<void>();
  system.reply = ({ path }, nth) => {
    if (nth === 3) three.resolve();
    return { until: three.promise, afterMs: 3, body: path === '/prices' ? [] : {} };
  };
  const connector = openHttp(system, { maxConcurrency: 3 });
  const source = connector.source?.({
    entity: 'prices',
    key: 'id',
    version: 'changed',
    deleted: null,
    overlapMs: 0,
    options: {},
  });
  await Promise.all([
    lane(connector, 'products').deliver(many(40), signal),
    lane(connector, 'stock').deliver(many(40), signal),
    source?.read({ cursor: null, limit: 1, signal }),
    connector.check(signal),
  ]);
  assert.equal(system.seen.length, 82);
  assert.equal(system.mostAtOnce, 3);
});

test('two lanes into one system together stay within its rate', async () => {
  await using system = await HttpSystem.start();
  const connector = openHttp(system, { maxConcurrency: 8, requestsPerSecond: 40 });
  const begunMs = performance.now();
  await Promise.all(
    ['products', 'stock'].map((entity) => lane(connector, entity).deliver(many(30), signal)),
  );
  // One burst of 40 at once, then the other 20 at 40 a second.
  const tookMs = performance.now() - begunMs;
  assert.ok(tookMs >= 490, `${tookMs} ms`);
});

test('a request answered 429 is sent again unchanged after the pause, and no request is sent before', async () => {
  await using system = await HttpSystem.start();
  const throttled = new Set<string>();
  let answeredMs = 0;
  system.reply = ({ path }) => {
    if (system.seen.length > 4) return {};
    throttled.add(path);
    answeredMs = performance.now();
    return { status: 429, headers: { 'retry-after': '0.4' } };
  };
  const connector = openHttp(system, { maxConcurrency: 4 });
  const outcomes = await Promise.all(
    ['products', 'stock'].map((entity) => lane(connector, entity).deliver(many(10), signal)),
  );
  assert.ok(outcomes.flat().every(({ kind }) => kind === 'applied'));
  assert.equal(system.seen.length, 24);
  const [fifth] = system.seen.slice(4);
  assert.ok((fifth?.atMs ?? 0) - answeredMs >= 395, `${(fifth?.atMs ?? 0) - answeredMs} ms`);
  for (const path of throttled) {
    const [first, again] = system.seen.filter((one) => one.path === path);
    assert.equal(first?.headers['idempotency-key'], again?.headers['idempotency-key']);
    assert.deepEqual(first?.body, again?.body);
  }
});

test('a pause longer than the limit fails the call of every lane with the time that is left, and nothing is sent', async () => {
  await using system = await HttpSystem.start();
  system.reply = () => ({ status: 429, headers: { 'retry-after': '60' } });
  const connector = openHttp(system, { maxConcurrency: 2 });
  const expected = { code: 'TARGET_THROTTLED', retryAfterMs: 60_000 };
  await assert.rejects(lane(connector, 'products').deliver(many(1), signal), expected);
  await assert.rejects(
    lane(connector, 'stock').deliver(many(5), signal),
    (error: Error & { code?: string; retryAfterMs?: number }) => {
      assert.equal(error.code, 'TARGET_THROTTLED');
      assert.ok((error.retryAfterMs ?? 0) > 55_000 && (error.retryAfterMs ?? 0) <= 60_000);
      return true;
    },
  );
  assert.equal(system.seen.length, 1);
});

test('a system that keeps throttling is given up after the longest allowed wait', async () => {
  await using system = await HttpSystem.start();
  system.reply = () => ({ status: 429, headers: { 'retry-after': '0.1' } });
  const connector = openHttp(system, { maxThrottleWaitMs: 350 });
  await assert.rejects(lane(connector, 'products').deliver(many(1), signal), {
    code: 'TARGET_THROTTLED',
    retryAfterMs: 100,
  });
  assert.ok(system.seen.length >= 2 && system.seen.length <= 5, String(system.seen.length));
});

test('when a quota is used up, requests wait for it and none is refused', async () => {
  await using system = await HttpSystem.start();
  system.reply = (_, nth) => (nth === 3 ? { headers: { ratelimit: '"default";r=0;t=1' } } : {});
  const connector = openHttp(system, { maxConcurrency: 1 });
  await lane(connector, 'products').deliver(many(5), signal);
  const [, , third, fourth] = system.seen;
  assert.equal(system.seen.length, 5);
  assert.ok((fourth?.atMs ?? 0) - (third?.atMs ?? 0) >= 995);
});

test('a delivery aborted during its pause ends at once and sends nothing more', async () => {
  await using system = await HttpSystem.start();
  const stop = new AbortController();
  const connector = openHttp(system, { maxConcurrency: 1 });
  system.reply = () => {
    setImmediate(() => stop.abort());
    return { status: 429, headers: { 'retry-after': '20' } };
  };
  await assert.rejects(lane(connector, 'products').deliver(many(5), stop.signal), {
    name: 'AbortError',
  });
  assert.equal(system.seen.length, 1);
});

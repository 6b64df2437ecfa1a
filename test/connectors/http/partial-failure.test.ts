import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../../../src/connector-api/index.ts';
import { Failure } from '../../../src/connector-api/index.ts';
import { HttpSystem } from '../../support/http-system.ts';
import type { Reply } from '../../support/http-system.ts';
import { delivery } from '../postgres/support.ts';
import { signal, targetOf } from './support.ts';

const keys = (length: number) => Array.from({ length }, (_, n) => `k${n}`);
const known = (key: string) => delivery(key, 1, { externalId: key });
const named = (key: string) => delivery(key, 1, { document: { name: key } });
const kinds = (outcomes: readonly Outcome[]) => outcomes.map(({ kind }) => kind);

function failureOf(outcome: Outcome | undefined) {
  assert.ok(outcome && 'failure' in outcome);
  return outcome.failure;
}

const batch = {
  method: 'POST',
  path: '/products/batch',
  size: 500,
  idField: 'id',
  statusField: 'status',
  errorField: 'error',
};

/** Applies a batch as a whole, or answers with `reply` if the batch contains a poisoned record. */
function poisonedBy(poisoned: readonly string[], reply: Reply) {
  return ({ body }: { readonly body: unknown }): Reply => {
    const names = (body as { name: string }[]).map(({ name }) => name);
    return names.some((name) => poisoned.includes(name))
      ? reply
      : { body: names.map((id) => ({ id })) };
  };
}

for (const [what, gone] of [
  ['goes away', { cut: true }],
  ['throttles for long', { status: 429, headers: { 'retry-after': '60' } }],
  ['answers 503', { status: 503 }],
  ['does not accept the credentials any more', { status: 401 }],
] as const) {
  test(`when a system ${what} in the middle, the outcomes so far stand and the rest is unreached`, async () => {
    await using system = await HttpSystem.start();
    system.reply = ({ path }) =>
      path === '/products/k3' ? gone : { status: path === '/products/k1' ? 422 : 200 };
    const target = targetOf(system, {}, { maxConcurrency: 1 });
    const outcomes = await target.deliver(keys(6).map(known), signal);
    assert.deepEqual(kinds(outcomes), [
      'applied',
      'failed',
      'applied',
      'unreached',
      'unreached',
      'unreached',
    ]);
    const thrown = await targetOf(system)
      .deliver([known('k3')], signal)
      .catch((error: unknown) => error);
    assert.ok(thrown instanceof Failure);
    const { code, retryAfterMs } = failureOf(outcomes[4]);
    assert.deepEqual([code, retryAfterMs], [thrown.code, thrown.retryAfterMs]);
  });
}

test('a request that was in flight when the system went away keeps its own outcome', async () => {
  await using system = await HttpSystem.start();
  system.reply = ({ path }) => (path === '/products/k0' ? { cut: true } : { afterMs: 30 });
  const target = targetOf(system, {}, { maxConcurrency: 3 });
  const outcomes = await target.deliver(keys(5).map(known), signal);
  assert.deepEqual(kinds(outcomes), ['unreached', 'applied', 'applied', 'unreached', 'unreached']);
  assert.equal(system.seen.length, 3);
});

test('a record waits a day at most, however long its target asks for', async () => {
  await using system = await HttpSystem.start();
  system.reply = () => ({ status: 423, headers: { 'retry-after': '99999999999999' } });
  const [outcome] = await targetOf(system).deliver([known('k0')], signal);
  assert.ok(outcome?.kind === 'failed');
  assert.equal(outcome.failure.retryAfterMs, 24 * 3_600_000);
});

test('a busy record keeps the wait that the target asks for', async () => {
  await using system = await HttpSystem.start();
  system.reply = ({ path }) => ({
    status: { '/products/k0': 423, '/products/k1': 500, '/products/k2': 422 }[path] ?? 200,
    headers: { 'retry-after': '7' },
  });
  const outcomes = await targetOf(system).deliver(keys(4).map(known), signal);
  assert.deepEqual(
    outcomes.map((one) => ('failure' in one ? (one.failure.retryAfterMs ?? null) : one.kind)),
    [7_000, 7_000, null, 'applied'],
  );
});

for (const [status, code] of [
  [400, 'TARGET_REFUSED'],
  [413, 'TARGET_REFUSED'],
  [422, 'TARGET_REFUSED'],
  [409, 'TARGET_BUSY'],
  [500, 'TARGET_BUSY'],
] as const) {
  test(`three records that make a batch of 500 fail with ${status} fail alone, in few requests`, async () => {
    await using system = await HttpSystem.start();
    const poisoned = ['k0', 'k250', 'k499'];
    system.reply = poisonedBy(poisoned, { status, body: { message: 'no price' } });
    const outcomes = await targetOf(system, { batch }).deliver(keys(500).map(named), signal);
    const failed = keys(500).filter((_, index) => outcomes[index]?.kind === 'failed');
    assert.deepEqual(failed, poisoned);
    assert.equal(outcomes.filter(({ kind }) => kind === 'applied').length, 497);
    assert.equal(failureOf(outcomes[250]).code, code);
    assert.match(failureOf(outcomes[250]).message, /no price/);
    assert.ok(system.seen.length <= 3 * 2 * Math.log2(500), `${system.seen.length} requests`);
  });
}

test('a batch that is too large is halved, and the failure of a record that is too large by itself says so', async () => {
  await using system = await HttpSystem.start();
  system.reply = ({ body }) => {
    const names = (body as { name: string }[]).map(({ name }) => name);
    return names.length > 2 || names.includes('k5')
      ? { status: 413, body: 'limit is 1 MB' }
      : { body: names.map((id) => ({ id })) };
  };
  const outcomes = await targetOf(system, { batch }).deliver(keys(8).map(named), signal);
  assert.deepEqual(
    keys(8).filter((_, index) => outcomes[index]?.kind !== 'applied'),
    ['k5'],
  );
  assert.match(failureOf(outcomes[5]).message, /413: the record is too large.*limit is 1 MB/);
});

test('a record whose status within a batch is temporary is tried again, whichever of these statuses it is', async () => {
  await using system = await HttpSystem.start();
  const statuses = [429, 503, 520, 422, 501, 200];
  system.reply = () => ({ body: statuses.map((status) => ({ status })) });
  const outcomes = await targetOf(system, { batch }).deliver(
    keys(statuses.length).map(named),
    signal,
  );
  assert.deepEqual(
    outcomes.map((one) => ('failure' in one ? one.failure.retryable : one.kind)),
    [true, true, true, false, false, 'applied'],
  );
});

for (const status of [404, 405, 501]) {
  test(`a batch path that answers ${status} is a misconfiguration, not a failure of the records`, async () => {
    await using system = await HttpSystem.start();
    system.reply = () => ({ status });
    const delivered = targetOf(system, { batch }).deliver(keys(8).map(named), signal);
    await assert.rejects(delivered, { code: 'TARGET_MISCONFIGURED' });
    assert.equal(system.seen.length, 1);
  });
}

test('a target that answers 500 to everything counts as down, and is not asked for each record', async () => {
  await using system = await HttpSystem.start();
  system.reply = () => ({ status: 500, body: { message: 'database is full' } });
  const outcomes = await targetOf(system, { batch }).deliver(keys(500).map(named), signal);
  assert.ok(system.seen.length <= 26, `${system.seen.length} requests`);
  assert.equal(failureOf(outcomes[499]).code, 'TARGET_UNAVAILABLE');
  assert.match(failureOf(outcomes[499]).message, /database is full/);
  assert.ok(kinds(outcomes).filter((kind) => kind === 'unreached').length > 480);
});

test('halves of a batch that were applied before the system went away stay applied', async () => {
  await using system = await HttpSystem.start();
  const poisoned = poisonedBy(['k3'], { status: 400 });
  system.reply = (request) => (system.seen.length > 6 ? { cut: true } : poisoned(request));
  const outcomes = await targetOf(system, { batch }).deliver(keys(8).map(named), signal);
  assert.deepEqual(kinds(outcomes), [
    'applied',
    'applied',
    'applied',
    'failed',
    'unreached',
    'unreached',
    'unreached',
    'unreached',
  ]);
});

for (const told of ['created', '', true, 0, {}]) {
  test(`a record whose status in the answer is ${JSON.stringify(told)} fails, and the failure says so`, async () => {
    await using system = await HttpSystem.start();
    system.reply = () => ({
      body: [
        { id: 'k0', status: told },
        { id: 'k1', status: '201' },
      ],
    });
    const outcomes = await targetOf(system, { batch }).deliver(keys(2).map(named), signal);
    assert.deepEqual(kinds(outcomes), ['failed', 'applied']);
    const { message } = failureOf(outcomes[0]);
    assert.ok(
      message.includes(`answered ${JSON.stringify(told)} in "status", which is not an HTTP status`),
    );
    assert.match(message, /Correct "batch.statusField"/);
  });
}

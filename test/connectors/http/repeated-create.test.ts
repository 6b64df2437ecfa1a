import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HttpTargetOptions } from '../../../src/connectors/http/spec.ts';
import { HttpSystem } from '../../support/http-system.ts';
import { delivery } from '../postgres/support.ts';
import { signal, targetOf } from './support.ts';

const reference = { path: '/orders?externalReference={key}', items: 'hits', idField: 'id' };
const create = { method: 'POST', path: '/orders' };
const batch = {
  method: 'POST',
  path: '/orders/batch',
  size: 10,
  idField: 'id',
  statusField: 'status',
  errorField: 'error',
};
const repeated = (key: string) => delivery(key, 1, { repeated: true });

/** Holds orders by their reference, and creates every order that it is sent. */
async function orderSystem(held: Readonly<Record<string, readonly number[]>>) {
  const system = await HttpSystem.start();
  system.reply = ({ method, query, body }) => {
    const ids = held[query.get('externalReference') ?? ''] ?? [];
    if (method === 'GET') return { body: { hits: ids.map((id) => ({ id })) } };
    const list = Array.isArray(body) ? (body as unknown[]) : null;
    return { status: 201, body: list ? list.map((_, n) => ({ id: `new${n}` })) : { id: 'new' } };
  };
  return system;
}

const requests = (system: HttpSystem, method: string) =>
  system.seen.filter((one) => one.method === method);

test('what an earlier attempt created is found and not created again', async () => {
  await using system = await orderSystem({ 'a/1': [71] });
  const target = targetOf(system, { create, idField: 'id', reference });
  const outcomes = await target.deliver([repeated('a/1'), repeated('b')], signal);
  assert.deepEqual(outcomes, [
    { kind: 'applied', externalId: '71' },
    { kind: 'applied', externalId: 'new' },
  ]);
  assert.deepEqual(
    requests(system, 'POST').map(({ headers }) => headers['idempotency-key']),
    [repeated('b').idempotencyKey],
  );
});

test('what an attempt with an older version created is updated', async () => {
  await using system = await orderSystem({ a: [71] });
  const target = targetOf(system, { create, idField: 'id', reference });
  const newer = delivery('a', 2, { repeated: true, replaces: true });
  assert.deepEqual(await target.deliver([newer], signal), [{ kind: 'applied', externalId: '71' }]);
  assert.deepEqual(
    requests(system, 'PUT').map(({ path, body }) => [path, body]),
    [['/products/71', { name: 'a v2' }]],
  );
  assert.equal(requests(system, 'POST').length, 0);
});

test('in a batch, what an attempt with an older version created is updated alone, and not created again', async () => {
  await using system = await orderSystem({ a: [71] });
  const target = targetOf(system, { reference, batch });
  const newer = delivery('a', 2, { repeated: true, replaces: true });
  await target.deliver([newer, delivery('b', 1)], signal);
  const sent = (method: string) =>
    requests(system, method).map(({ path, body }) => [path, body] as const);
  assert.deepEqual(sent('PUT'), [['/products/71', { name: 'a v2' }]]);
  assert.deepEqual(sent('POST'), [['/orders/batch', [{ name: 'b v1' }]]]);
});

test('several hits fail the record, and the failure names their ids', async () => {
  await using system = await orderSystem({ a: [71, 72] });
  const target = targetOf(system, { create, reference });
  const [outcome] = await target.deliver([repeated('a')], signal);
  assert.ok(outcome?.kind === 'failed');
  assert.equal(outcome.failure.code, 'MATCH_AMBIGUOUS');
  assert.match(outcome.failure.message, /71, 72/);
  assert.equal(requests(system, 'POST').length, 0);
});

test('only a repeated create looks the thing up first; a first attempt, an update and a delete do not', async () => {
  await using system = await orderSystem({});
  const target = targetOf(system, { create, reference });
  await target.deliver(
    [
      delivery('a', 1),
      delivery('b', 1, { repeated: true, externalId: '5' }),
      delivery('c', 1, { repeated: true, operation: 'delete' }),
    ],
    signal,
  );
  assert.equal(requests(system, 'GET').length, 0);
  assert.equal(system.seen.length, 3);
});

test('in a batch, repeated creates are looked up, and what does not exist is sent with the other records', async () => {
  await using system = await orderSystem({ a: [71], c: [8, 9] });
  const target = targetOf(system, { reference, batch });
  const outcomes = await target.deliver(
    [repeated('a'), repeated('b'), repeated('c'), delivery('d', 1)],
    signal,
  );
  assert.deepEqual(
    outcomes.map((one) =>
      'externalId' in one ? one.externalId : 'failure' in one && one.failure.code,
    ),
    ['71', 'new0', 'MATCH_AMBIGUOUS', 'new1'],
  );
  assert.deepEqual(
    requests(system, 'POST').map(({ body }) => body),
    [[{ name: 'b v1' }, { name: 'd v1' }]],
  );
  assert.equal(requests(system, 'GET').length, 3);
});

for (const [what, body] of [
  ['no list', { orders: [] }],
  ['a list without ids', { hits: [{ number: 1 }] }],
] as const) {
  test(`an answer with ${what} is not taken to mean that nothing was found`, async () => {
    await using system = await HttpSystem.start();
    system.reply = () => ({ body });
    const target = targetOf(system, { create, reference });
    await assert.rejects(target.deliver([repeated('a')], signal), { code: 'TARGET_MISCONFIGURED' });
    assert.equal(requests(system, 'POST').length, 0);
  });
}

const pages: readonly (readonly [string, HttpTargetOptions])[] = [
  ['alone', { create, idField: 'id' }],
  ['in a batch', { batch }],
];
for (const [how, options] of pages) {
  test(`a create ${how} that succeeds with an answer that is not JSON stops the lane, or is looked up if there is a reference`, async () => {
    await using system = await orderSystem({ a: [71] });
    const { reply } = system;
    system.reply = (request, nth) =>
      request.method === 'POST' ? { status: 201, body: 'Thank you!' } : reply(request, nth);
    const once = targetOf(system, options);
    await assert.rejects(once.deliver([delivery('a', 1)], signal), {
      code: 'TARGET_MISCONFIGURED',
      message: /not JSON.*Thank you!.*before you resume the lane.*`reference`/,
    });
    const asked = targetOf(system, { ...options, reference });
    const wanted = { code: 'TARGET_UNAVAILABLE' };
    await assert.rejects(asked.deliver([delivery('a', 1)], signal), wanted);
    const found = await asked.deliver([repeated('a')], signal);
    assert.deepEqual(found, [{ kind: 'applied', externalId: '71' }]);
    assert.equal(requests(system, 'POST').length, 2);
  });
}

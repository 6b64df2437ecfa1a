import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HttpSystem } from '../../support/http-system.ts';
import { signal, targetOf } from './support.ts';

const thing = (key: string, externalId: string | null = null) => ({
  ...{ masterKey: '1', externalId, key },
  document: { name: 'Shoe', price: { net: 10 } },
});

test('a target with `get` returns what it holds in the fields that the hub writes, and null where nothing exists', async () => {
  await using system = await HttpSystem.start();
  const held = { id: 4, name: 'Boot', price: { net: 10, gross: 11.9 }, stock: 3 };
  system.reply = ({ path }) =>
    path === '/products/P1' ? { body: { data: held } } : { status: 404 };
  const target = targetOf(system, { get: { path: '/products/{externalId}', item: 'data' } });
  assert.deepEqual(await target.peek?.({ things: [thing('A', 'P1'), thing('B')], signal }), [
    {
      id: 'P1',
      now: { name: 'Boot', price: { net: 10 } },
      then: { name: 'Shoe', price: { net: 10 } },
    },
    null,
  ]);
  assert.deepEqual(system.seen.map(({ method, path }) => `${method} ${path}`).sort(), [
    'GET /products/B',
    'GET /products/P1',
  ]);
});

test('an answer that is not an object is a misconfiguration, and a target that fails is a passing failure', async () => {
  await using system = await HttpSystem.start();
  const target = targetOf(system, { get: { path: '/products/{key}', item: 'data' } });
  const ask = () => target.peek?.({ things: [thing('A')], signal }) ?? Promise.resolve([]);
  system.reply = () => ({ body: [] });
  await assert.rejects(ask(), { code: 'TARGET_MISCONFIGURED', message: /object at data/ });
  system.reply = () => ({ status: 500 });
  await assert.rejects(ask(), { code: 'TARGET_UNAVAILABLE' });
});

test('a target without `get` cannot be asked what it holds', async () => {
  await using system = await HttpSystem.start();
  assert.ok(!targetOf(system).peek);
});

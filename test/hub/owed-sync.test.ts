import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestHub, syncAndSettle, until, writeConfig } from '../support/hub.ts';
import { HttpSystem } from '../support/http-system.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(60_000);
const config = (url: string) => `
connectors:
  pim: { kind: file, path: ./products.jsonl }
  shop: { kind: http, url: "${url}", circuit: { probe: { initial: 10m, max: 10m } } }
streams:
  products:
    from: { connector: pim, entity: product, key: sku, version: v }
    every: 1h
    to: [{ connector: shop, entity: products, map: { sku: sku } }]
  orders:
    from: { connector: shop, entity: orders, key: no, version: v }
    every: 1h
    to: [{ connector: pim, entity: order, map: { no: no } }]
`;

test('a sync that was accepted while the source was away is made up for after a restart', async () => {
  await using scope = await testScope();
  await using shop = await HttpSystem.start();
  shop.reply = () => ({ body: [] });
  const reads = () => shop.seen.filter(({ path }) => path === '/orders').length;
  const configFile = await writeConfig(scope, config(shop.url), { 'products.jsonl': '' });
  const hub = await startTestHub(scope, configFile);
  await hub.settled(signal);

  shop.reply = () => ({ status: 503 });
  await writeConfig(scope, config(shop.url), {
    'products.jsonl': JSON.stringify({ sku: 'A', v: 1 }),
  });
  const held = until(hub, signal, () => hub.streams().some(({ state }) => state === 'held'));
  void syncAndSettle(hub, 'products', signal).catch(() => undefined);
  await held;
  const order = { kind: 'stream', name: 'orders', action: 'sync', requestedBy: 'test' } as const;
  await hub.send({ id: 'sync-orders', ...order }, signal);
  await hub.stop();
  const before = reads();
  assert.equal(before, 1);

  shop.reply = () => ({ body: [] });
  await using again = await startTestHub(scope, configFile);
  await again.settled(signal);
  assert.equal(reads(), before + 1);
});

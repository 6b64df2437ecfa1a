import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { importRequest } from '../imports/support.ts';
import { startTestHub, syncAndSettle, until, writeConfig } from '../support/hub.ts';
import { HttpSystem } from '../support/http-system.ts';
import { testScope } from '../support/scope.ts';

const PRODUCTS = 600;
const ORDERS = 90;
/** Versions of each order. */
const STEPS = 3;
const signal = AbortSignal.timeout(90_000);

const config = (url: string) => `
connectors:
  files: { kind: file, path: . }
  shop: { kind: http, url: "${url}", maxConcurrency: 2 }
streams:
  products:
    from: { connector: files, entity: products.jsonl, key: sku, version: version }
    to: [{ connector: shop, entity: products }]
  orders:
    from: { connector: files, entity: orders.jsonl, key: id, version: step }
    semantics: event
    to: [{ connector: shop, entity: orders }]
`;

const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/**
 * When the orders come, two product requests are in flight to the shop and hundreds wait for its two places. The orders go
 * first, except for one turn in ten. This needs no configuration, since imports have low priority.
 */
test('orders overtake products that are imported into the same system, keep their order, and both arrive completely', async () => {
  await using scope = await testScope();
  await using shop = await HttpSystem.start();
  const ordersAreStored = Promise.withResolvers<void>();
  shop.reply = (_, nth) => (nth < 20 ? {} : { until: ordersAreStored.promise, afterMs: 2 });
  const products = Array.from({ length: PRODUCTS }, (_, nth) => ({ sku: `P${nth}`, version: 1 }));
  const configFile = await writeConfig(scope, config(shop.url), {
    'products.jsonl': '',
    'orders.jsonl': '',
    'catalogue.jsonl': lines(products),
  });
  await using hub = await startTestHub(scope, configFile);
  await hub.settled(signal);
  await hub.imports.start(importRequest(path.join(scope.dir, 'catalogue.jsonl')), signal);
  await until(
    hub,
    signal,
    () => shop.seen.length >= 20 && hub.imports.list()[0]?.state === 'finished',
  );

  const orders = Array.from({ length: ORDERS }, (_, nth) => ({
    id: `O${nth % (ORDERS / STEPS)}`,
    step: 1 + Math.floor(nth / (ORDERS / STEPS)),
  }));
  await writeFile(path.join(scope.dir, 'orders.jsonl'), lines(orders));
  const settled = syncAndSettle(hub, 'orders', signal);
  await until(hub, signal, () => hub.streams()[1]?.totals.stored === ORDERS);
  ordersAreStored.resolve();
  await settled;

  const seen = shop.seen.map((request) => request.path.split('/')[1] ?? '');
  assert.equal(seen.filter((one) => one === 'products').length, PRODUCTS);
  assert.equal(seen.filter((one) => one === 'orders').length, ORDERS);
  // The lane delivers the last step of every order in one batch: while it lasts, an order is always waiting.
  const isLast = shop.seen.map(({ body }) => (body as { readonly step?: number }).step === STEPS);
  const meanwhile = seen.slice(isLast.indexOf(true), isLast.lastIndexOf(true));
  const low = meanwhile.filter((one) => one === 'products').length;
  // One turn in ten; without priorities there would be as many products as orders.
  assert.ok(low <= ORDERS / STEPS / 3, `${low} products among the last ${ORDERS / STEPS} orders`);
  assert.ok(seen.lastIndexOf('products') > seen.lastIndexOf('orders'));
  const steps = new Map<string, number[]>();
  for (const { path: where, body } of shop.seen) {
    if (!where.startsWith('/orders')) continue;
    const { id, step } = body as { readonly id: string; readonly step: number };
    steps.set(id, [...(steps.get(id) ?? []), step]);
  }
  for (const [id, found] of steps) assert.deepEqual(found, [1, 2, 3], id);
});

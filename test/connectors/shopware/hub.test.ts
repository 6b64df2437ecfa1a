import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { rowsOf } from '../../support/database.ts';
import { startTestHub, syncAndSettle, until, writeConfig } from '../../support/hub.ts';
import { testScope } from '../../support/scope.ts';
import { Shop } from './shop.ts';
import { idFor } from './support.ts';

const signal = AbortSignal.timeout(100_000);
const guide = path.resolve(import.meta.dirname, '../../../ops/guide/systems.md');
const env = {
  SHOP_CLIENT_ID: 'SWIA',
  SHOP_CLIENT_SECRET: 'secret',
  SHOP_WEBHOOK_SECRET: 'w'.repeat(16),
};

/** A hub with the configuration of the guide, between a real database and a simulated shop. */
async function openCompany() {
  await using opened = new AsyncDisposableStack();
  const scope = opened.use(await testScope());
  const shop = opened.use(await Shop.start());
  // Older than what happens now, as in a shop.
  shop.nowMs = Date.now() - 3_600_000;
  const sql = (text: string) => rowsOf<Record<string, unknown>>(scope.databaseUrl, text);
  await sql(`
    create table article (number text primary key, name text, stock int, tax text, prices jsonb, changed timestamptz default now());
    create table sales_order (id text primary key, number text, total numeric, delivery text);
    create table shipment (delivery text primary key, codes jsonb, sent_at timestamptz default now())`);
  const text = await readFile(guide, 'utf8');
  const section = text.slice(text.indexOf('## Connect a Shopware 6 shop'));
  const [, yaml = ''] = /\`\`\`yaml\n([^]*?)\`\`\`/.exec(section) ?? [];
  assert.match(yaml, /kind: shopware/);
  const config = `hub: { http: { address: '127.0.0.1:0' } }\n${yaml.replace('https://shop.example', shop.url)}`;
  const file = await writeConfig(scope, config);
  const hub = opened.use(
    await startTestHub(scope, file, scope.databaseUrl, {
      env: { ...process.env, ...env, ERP_DATABASE_URL: scope.databaseUrl },
    }),
  );
  await hub.settled(signal);
  const company = opened.move();
  return { shop, sql, hub, [Symbol.asyncDispose]: () => company.disposeAsync() };
}

const ARTICLES = `insert into article (number, name, stock, tax, prices)
  select 'A-' || n, 'Article ' || n, n, 'full', '[{"currency": "b7d2554b0ce847cd82f3ac9bd1c0dfca", "net": 10, "gross": 11.9}]'
  from generate_series(1, 250) n`;

test('the guide’s configuration links the articles that the shop has, creates the others, and leaves no difference', async () => {
  await using company = await openCompany();
  const { shop, sql, hub } = company;
  shop.upsert('product', {
    id: idFor('a'),
    productNumber: 'a-1',
    name: 'old',
    stock: 0,
    taxId: 't',
    price: [],
  });
  await sql(ARTICLES);
  await syncAndSettle(hub, 'articles', signal);
  assert.equal(shop.all('product').length, 250);
  assert.equal(shop.all('product').find(({ id }) => id === idFor('a'))?.name, 'Article 1');
  const request = {
    ...{ stream: 'articles', lane: null, limit: 1_000, details: 10, repair: false },
    ...{ requestId: null, requestedBy: 'test' },
  };
  shop.upsert('product', { id: idFor('surplus'), productNumber: 'only here' });
  for await (const event of hub.verifying.verify(request, signal)) {
    if (event.kind !== 'summary') continue;
    const { same, surplus } = event.summary.lanes[0]?.counts ?? {};
    assert.deepEqual([same, surplus], [250, 1]);
  }
});

test('an order comes by the shop’s webhook at once and by polling otherwise; a shipment moves its delivery', async () => {
  await using company = await openCompany();
  const { shop, sql, hub } = company;
  const order = (name: string) => {
    const deliveries = [{ id: idFor(`delivery of ${name}`) }];
    shop.upsert('order', { id: idFor(name), orderNumber: name, amountTotal: 11.9, deliveries });
  };
  order('10001');
  const body = JSON.stringify({
    data: {
      payload: [{ entity: 'order', operation: 'insert', primaryKey: idFor('10001') }],
      event: 'order.written',
    },
    source: { eventId: 'e1' },
    timestamp: Math.floor(Date.now() / 1000),
  });
  const signature = createHmac('sha256', env.SHOP_WEBHOOK_SECRET).update(body).digest('hex');
  const response = await fetch(`http://${hub.httpAddress}/webhooks/shop`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'shopware-shop-signature': signature },
    body,
  });
  assert.equal(response.status, 200);
  await until(
    hub,
    signal,
    () => (hub.lanes().find(({ name }) => name === 'orders/erp')?.counts.applied ?? 0) > 0,
  );
  order('10002');
  await syncAndSettle(hub, 'orders', signal);
  assert.deepEqual(await sql('select number, total::float from sales_order order by number'), [
    { number: '10001', total: 11.9 },
    { number: '10002', total: 11.9 },
  ]);
  const id = idFor('delivery of 10001');
  shop.upsert('order_delivery', { id, state: 'open' });
  await sql(`insert into shipment (delivery, codes)
             select delivery, '["DHL 1"]' from sales_order where number = '10001'`);
  await syncAndSettle(hub, 'shipments', signal);
  const [delivery] = shop.all('order_delivery');
  assert.deepEqual(
    [delivery?.id, delivery?.state, delivery?.trackingCodes],
    [id, 'shipped', ['DHL 1']],
  );
});

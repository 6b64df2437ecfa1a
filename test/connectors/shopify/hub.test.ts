import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { startTestHub, syncAndSettle, until } from '../../support/hub.ts';
import { articles, openCompany, total } from './company.ts';
import { LOCATION } from './shop.ts';

const signal = AbortSignal.timeout(100_000);

async function startCompany() {
  await using opened = new AsyncDisposableStack();
  const company = opened.use(await openCompany());
  const { scope, configFile, env } = company;
  const hub = opened.use(await startTestHub(scope, configFile, scope.databaseUrl, { env }));
  await hub.settled(signal);
  const all = opened.move();
  return { ...company, hub, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

test('the guide’s configuration links the products that the shop has, creates the others, sets their quantities, and leaves no difference', async () => {
  await using company = await startCompany();
  const { shop, sql, hub } = company;
  const { product: old } = shop.products.set(undefined, {
    title: 'old',
    variants: [{ sku: 'A-1-S' }],
  });
  await sql(articles(60));
  await syncAndSettle(hub, 'articles', signal);
  assert.equal(shop.products.all().length, 60);
  assert.equal(shop.products.get(old?.id ?? '')?.title, 'Article 1');
  for (const { inventoryItem } of shop.products.variants())
    shop.inventory.put((inventoryItem as { id: string }).id, LOCATION, 0);
  await sql(`insert into stock select 'A-' || n || '-M', n from generate_series(1, 60) n`);
  await syncAndSettle(hub, 'stock', signal);
  for (const { sku, inventoryItem } of shop.products.variants()) {
    const { id } = inventoryItem as { id: string };
    const [, n, size] = /^A-(\d+)-(\w)$/.exec(sku as string) ?? [];
    assert.equal(shop.inventory.quantity(id, LOCATION), size === 'M' ? Number(n) : 0);
  }
  shop.products.set(undefined, { title: 'only here' });
  for (const [stream, counts] of [
    ['articles', [60, 1]],
    ['stock', [60, 0]],
  ] as const) {
    const request = {
      ...{ stream, lane: null, limit: 1_000, details: 10, repair: false },
      ...{ requestId: null, requestedBy: 'test' },
    };
    for await (const event of hub.verifying.verify(request, signal)) {
      if (event.kind !== 'summary') continue;
      const { same, surplus = 0 } = event.summary.lanes[0]?.counts ?? {};
      assert.deepEqual([same, surplus], counts, stream);
    }
  }
});

test('an order comes by the shop’s webhook at once and by polling otherwise, and a deletion by webhook', async () => {
  await using company = await startCompany();
  const { shop, sql, hub } = company;
  const applied = () => hub.lanes().find(({ name }) => name === 'orders/erp')?.counts.applied ?? 0;
  const send = async (topic: string, id: string, webhookId: string) => {
    // As Shopify writes it: a number that no double holds.
    const body = `{"id":${id},"name":"#${id}"}`;
    const signature = createHmac('sha256', company.env.SHOP_CLIENT_SECRET)
      .update(body)
      .digest('base64');
    const { status } = await fetch(`http://${hub.httpAddress}/webhooks/shop`, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', 'x-shopify-hmac-sha256': signature },
        ...{ 'x-shopify-webhook-id': webhookId, 'x-shopify-topic': topic },
      },
      body,
    });
    assert.equal(status, 200);
  };
  const lines = Array.from({ length: 15 }, (_, n) => ({
    id: `gid://shopify/LineItem/${n}`,
    quantity: 1,
  }));
  shop.putOrder('820982911946154508', { ...total('11.90'), lines });
  await send('orders/create', '820982911946154508', 'w1');
  await until(hub, signal, () => applied() === 1);
  await send('orders/create', '820982911946154508', 'w1');
  shop.putOrder('2', total('7.00'));
  await syncAndSettle(hub, 'orders', signal);
  const rows = () =>
    sql(
      'select id, number, total::float, jsonb_array_length(lines) as lines from sales_order order by id',
    );
  assert.deepEqual(await rows(), [
    { id: '2', number: '#2', total: 7, lines: 0 },
    { id: '820982911946154508', number: '#820982911946154508', total: 11.9, lines: 15 },
  ]);
  shop.deleteOrder('820982911946154508');
  await send('orders/delete', '820982911946154508', 'w2');
  await until(hub, signal, () => applied() === 3);
  assert.deepEqual(
    (await rows()).map(({ id }) => id),
    ['2'],
  );
});

test('a product that was deleted in the shop is created again when its article changes, and linked anew', async () => {
  await using company = await startCompany();
  const { shop, sql, hub } = company;
  await sql(articles(3));
  await syncAndSettle(hub, 'articles', signal);
  for (const name of ['changed', 'changed again']) {
    if (name === 'changed') for (const { id } of shop.products.all()) shop.products.delete(id);
    await sql(`update article set name = '${name}', changed = now()`);
    await syncAndSettle(hub, 'articles', signal);
    assert.deepEqual(
      shop.products.all().map(({ title }) => title),
      [name, name, name],
    );
  }
  assert.equal(hub.lanes().find(({ name }) => name === 'articles/shop')?.counts.deadLettered, 0);
});

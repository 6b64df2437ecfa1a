import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestShop, sellable } from './support.ts';
import type { TestShop } from './support.ts';

const customer = { id: 'C-1', name: 'M. Albers', postcode: '20457', city: 'Hamburg' };

interface Order {
  readonly number: string;
  readonly placedAt: string;
  readonly totalCents: number;
  readonly lines: readonly Readonly<Record<string, unknown>>[];
}

async function listAll(shop: TestShop, query: string): Promise<Order[][]> {
  const pages: Order[][] = [];
  for (let next = ''; ;) {
    const { status, body } = await shop.call('GET', `/orders?${query}${next}`);
    assert.equal(status, 200);
    pages.push(body.orders as Order[]);
    if (body.nextCursor === null) return pages;
    next = `&cursor=${body.nextCursor as string}`;
  }
}

test('an order takes its goods from stock and records what was sold at which price', async () => {
  await using shop = await openTestShop();
  await sellable(shop, ['A-1', 'A-2'], 3);
  const number = await shop.shop.placeOrder(customer, [
    { sku: 'A-1', quantity: 2 },
    { sku: 'A-2', quantity: 4 },
    { sku: 'unknown', quantity: 1 },
  ]);
  assert.equal(number, 'SO-10001');
  const [[order] = []] = await listAll(shop, '');
  assert.equal(order?.totalCents, 2_380);
  assert.deepEqual(order.lines, [
    { sku: 'A-1', name: 'Thing A-1', quantity: 2, grossCents: 1_190, vatPercent: 19 },
  ]);
  const { body } = await shop.call('GET', '/products?sku=A-1');
  assert.equal((body.products as { available: number }[])[0]?.available, 1);
});

test('what is not in stock cannot be ordered, and simultaneous customers share what is left', async () => {
  await using shop = await openTestShop();
  await sellable(shop, ['A-1'], 5);
  const numbers = await Promise.all(
    Array.from({ length: 8 }, () => shop.shop.placeOrder(customer, [{ sku: 'A-1', quantity: 1 }])),
  );
  assert.equal(numbers.filter((number) => number !== null).length, 5);
  assert.equal((await shop.shop.counts()).orders, 5);
});

test('pages follow one another without gaps or repeats, also across equal times', async () => {
  await using shop = await openTestShop();
  await sellable(shop, ['A-1'], 100);
  for (let left = 7; left > 0; left--)
    await shop.shop.placeOrder(customer, [{ sku: 'A-1', quantity: 1 }]);
  await shop.database.query(
    `update customer_order set placed_at = '2026-01-31T12:00:00.000123Z' where number <> 'SO-10007'`,
  );
  const pages = await listAll(shop, 'limit=3');
  assert.deepEqual(
    pages.map((page) => page.length),
    [3, 3, 1],
  );
  const numbers = pages.flat().map(({ number }) => number);
  assert.deepEqual(
    numbers,
    Array.from({ length: 7 }, (_, index) => `SO-${10_001 + index}`),
  );
  assert.equal(pages[0]?.[0]?.placedAt, '2026-01-31T12:00:00.000123Z');
});

test('`since` leaves out older orders, to the microsecond, and keeps equal ones', async () => {
  await using shop = await openTestShop();
  await sellable(shop, ['A-1'], 100);
  for (const moment of ['12:00:00.000001', '12:00:00.000002', '12:00:00.000003']) {
    const number = await shop.shop.placeOrder(customer, [{ sku: 'A-1', quantity: 1 }]);
    await shop.database.query('update customer_order set placed_at = $1 where number = $2', [
      `2026-01-31T${moment}Z`,
      number,
    ]);
  }
  const [page] = await listAll(shop, 'since=2026-01-31T12:00:00.000002Z');
  assert.deepEqual(
    page?.map(({ number }) => number),
    ['SO-10002', 'SO-10003'],
  );
});

test('a list with an invalid since, cursor or limit is refused', async () => {
  await using shop = await openTestShop();
  for (const query of ['since=yesterday', 'cursor=abc', 'limit=0', 'limit=501', 'limit=many']) {
    const { status, body } = await shop.call('GET', `/orders?${query}`);
    assert.equal(status, 422, query);
    assert.match(String(body.error), new RegExp(`^${query.split('=')[0]} must be`));
  }
});

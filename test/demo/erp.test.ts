import assert from 'node:assert/strict';
import { test } from 'node:test';
import type pg from 'pg';
import { Erp } from '../../ops/demo/erp/erp.ts';
import { productAt } from '../../ops/demo/pim/assortment.ts';
import { openTestDatabase } from './support.ts';

const products = Array.from({ length: 10 }, (_, number) => productAt(number));
const [first, second] = products.map(({ sku }) => sku) as [string, string];

async function openTestErp() {
  const { database, ...opened } = await openTestDatabase();
  const erp = new Erp(database);
  await erp.prepare(() => products);
  return { erp, database, [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]() };
}

interface Level {
  readonly quantity: number;
  readonly reserved: number;
  readonly available: number;
}

async function levelOf(database: pg.Pool, sku: string): Promise<Level> {
  const { rows } = await database.query<Level>(
    'select quantity, reserved, available from article_stock where sku = $1',
    [sku],
  );
  assert.ok(rows[0]);
  return rows[0];
}

async function receiveOrder(
  database: pg.Pool,
  number: string,
  quantities: Readonly<Record<string, number>>,
): Promise<void> {
  const lines = Object.entries(quantities).map(([sku, quantity], index) => ({
    position: index + 1,
    sku,
    quantity,
    gross_price: 11.9,
  }));
  await database.query(
    `insert into sales_order (order_number, customer_reference, ordered_at, ship_to, currency, net_total, gross_total, lines)
     values ($1, 'C-1', now(), '{}', 'EUR', 10, 11.90, $2)`,
    [number, JSON.stringify(lines)],
  );
}

test('stock and prices of all articles are entered once, with times in the past', async () => {
  await using open = await openTestErp();
  await open.erp.receiveGoods([first], 1_000);
  await open.erp.prepare(() => assert.fail('the articles exist already'));
  assert.ok((await levelOf(open.database, first)).quantity > 1_000);
  const { rows } = await open.database.query(
    `select count(*)::int as articles, count(distinct updated_at)::int as moments, bool_and(gross > net) as taxed,
       bool_and(updated_at between now() - interval '31 days' and now()) as past from article_price`,
  );
  assert.deepEqual(rows, [{ articles: 10, moments: 10, taxed: true, past: true }]);
});

test('every change updates the time of change, whoever makes it', async () => {
  await using open = await openTestErp();
  const moment = async (table: string) => {
    const { rows } = await open.database.query<{ moment: string }>(
      `select updated_at::text as moment from ${table} where sku = $1`,
      [first],
    );
    return rows[0]?.moment ?? '';
  };
  const before = [await moment('article_stock'), await moment('article_price')];
  await open.database.query('update article_stock set quantity = 3 where sku = $1', [first]);
  await open.erp.changePrices([first], 1.03);
  const after = [await moment('article_stock'), await moment('article_price')];
  assert.ok(after.every((text, index) => text > (before[index] ?? '')));
});

test('booking turns an order into lines and reserves its goods, and shipping removes them from stock', async () => {
  await using open = await openTestErp();
  const { quantity } = await levelOf(open.database, first);
  await receiveOrder(open.database, 'SO-1', { [first]: 2, [second]: 1 });
  await receiveOrder(open.database, 'SO-2', { [first]: 1 });
  assert.equal(await open.erp.bookOrders(), 2);
  assert.equal(await open.erp.bookOrders(), 0, 'an order is booked once');
  assert.deepEqual(await levelOf(open.database, first), {
    quantity,
    reserved: 3,
    available: quantity - 3,
  });
  const { rows } = await open.database.query(
    'select order_number, position, sku, quantity from sales_order_line order by 1, 2',
  );
  assert.deepEqual(rows, [
    { order_number: 'SO-1', position: 1, sku: first, quantity: 2 },
    { order_number: 'SO-1', position: 2, sku: second, quantity: 1 },
    { order_number: 'SO-2', position: 1, sku: first, quantity: 1 },
  ]);
  assert.equal(await open.erp.shipOrders(), 2);
  assert.deepEqual(await levelOf(open.database, first), {
    quantity: quantity - 3,
    reserved: 0,
    available: quantity - 3,
  });
});

test('an order whose goods are not in stock waits until they arrive', async () => {
  await using open = await openTestErp();
  const { quantity } = await levelOf(open.database, first);
  await receiveOrder(open.database, 'SO-1', { [first]: quantity + 5 });
  await open.erp.bookOrders();
  assert.equal((await levelOf(open.database, first)).available, -5);
  assert.equal(await open.erp.shipOrders(), 0);
  await open.erp.receiveGoods([first], 5);
  assert.equal(await open.erp.shipOrders(), 1);
  assert.equal((await levelOf(open.database, first)).quantity, 0);
});

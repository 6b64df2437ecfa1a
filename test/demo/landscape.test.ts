import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import orderToErp from '../../ops/demo/order-to-erp.ts';
import { productAt } from '../../ops/demo/pim/assortment.ts';
import { productKind } from '../../ops/demo/shop/products.ts';
import type { JsonObject } from '../../src/domain/index.ts';
import { checkConfig } from '../../src/runtime/config/index.ts';

const file = path.resolve(import.meta.dirname, '../../ops/demo/landscape.yaml');
const env = {
  PIM_EXPORT: '/nowhere/products.jsonl',
  ERP_DATABASE_URL: 'postgres://erp@127.0.0.1/erp',
  SHOP_URL: 'http://127.0.0.1:1',
  SHOP_API_KEY: 'secret',
};

const meta = {
  key: '',
  version: 1,
  operation: 'upsert',
  masterKey: '1',
  externalId: null,
  stream: '',
} as const;

async function laneOf(stream: string) {
  const { plan, mistakes } = await checkConfig(file, env);
  assert.deepEqual(mistakes, []);
  const lane = plan?.streams.find(({ name }) => name === stream)?.lanes[0];
  assert.ok(lane);
  return lane;
}

test('the shop accepts a mapped product', async () => {
  const { map } = await laneOf('products');
  const product = map(productAt(4_711) as unknown as JsonObject, meta);
  assert.ok(product);
  assert.deepEqual(productKind.check(product), []);
  assert.equal(product.category, productAt(4_711).category.join(' > '));
  assert.equal(product.weightKg, productAt(4_711).weightGrams / 1000);
});

test('a price arrives in whole cents', async () => {
  const { map } = await laneOf('prices');
  assert.deepEqual(map({ sku: 'A-1', gross: 19.99, currency: 'EUR' }, meta), {
    sku: 'A-1',
    grossCents: 1_999,
    currency: 'EUR',
  });
});

const order = {
  number: 'SO-10001',
  placedAt: '2026-01-31T12:00:00.000123Z',
  currency: 'EUR',
  customer: { id: 'C-1', name: 'M. Albers', postcode: '20457', city: 'Hamburg' },
  lines: [
    { sku: 'A-1', name: 'Mug', quantity: 2, grossCents: 1_190, vatPercent: 19 },
    { sku: 'A-2', name: 'Trail mix', quantity: 1, grossCents: 535, vatPercent: 7 },
  ],
  totalCents: 2_915,
};

test('an order of the shop passes its schema, and one without lines or in another currency does not', async () => {
  const { validate } = await laneOf('orders');
  assert.ok(validate);
  assert.equal(validate(order), null);
  assert.match(JSON.stringify(validate({ ...order, lines: [] })), /lines/);
  assert.match(JSON.stringify(validate({ ...order, currency: 'USD' })), /currency/);
});

test('an order becomes an order of the ERP: euros, numbered lines, the net total by each line’s VAT', () => {
  assert.deepEqual(orderToErp(order), {
    order_number: 'SO-10001',
    customer_reference: 'C-1',
    ordered_at: order.placedAt,
    ship_to: { name: 'M. Albers', postcode: '20457', city: 'Hamburg' },
    currency: 'EUR',
    net_total: 25,
    gross_total: 29.15,
    lines: [
      { position: 1, sku: 'A-1', quantity: 2, gross_price: 11.9 },
      { position: 2, sku: 'A-2', quantity: 1, gross_price: 5.35 },
    ],
  });
});

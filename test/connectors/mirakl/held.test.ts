import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../src/connector-api/index.ts';
import { heldLike } from '../../../src/connectors/mirakl/held.ts';

const row = (fields: Readonly<Record<string, string>>) => ({ sku: 'A-1', ...fields });
const differing = (fields: Readonly<Record<string, string>>, offer: JsonObject) => {
  const { now, then } = heldLike(row(fields), offer);
  return Object.keys(then).filter((name) => now[name] !== then[name]);
};

test('an offer holds what was written in the marketplace’s own spelling', () => {
  const written = {
    ...{ price: '19.90', quantity: '3', state: '11', 'logistic-class': 'S', description: '' },
    ...{ 'available-start-date': '2026-02-20T10:45:53+01:00', 'product-id': '40', ecotax: '1' },
  };
  const offer = {
    ...{ price: 19.9, quantity: 3, state_code: '11', logistic_class: { code: 'S' } },
    ...{ description: null, available_start_date: '2026-02-20T09:45:53Z', product_sku: 'P' },
  };
  assert.deepEqual(differing(written, offer), []);
  const { now } = heldLike(row(written), offer);
  assert.ok(!('product-id' in now) && !('ecotax' in now), 'these are not compared');
  assert.deepEqual(differing(written, { ...offer, price: 19, description: 'x' }), [
    'price',
    'description',
  ]);
  assert.deepEqual(differing(written, {}), [
    ...['price', 'quantity', 'state', 'logistic-class', 'available-start-date'],
  ]);
});

test('with a discount the price is the one before it, and the quantity of one warehouse is not compared', () => {
  const offer = { price: 8, quantity: 9, discount: { discount_price: 8, origin_price: 10 } };
  assert.deepEqual(differing({ price: '10', 'discount-price': '8' }, offer), []);
  assert.deepEqual(differing({ price: '8' }, offer), ['price']);
  assert.deepEqual(differing({ quantity: '4', 'warehouse-code': 'N' }, offer), []);
});

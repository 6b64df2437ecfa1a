import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RecordResult } from '../../ops/demo/shop/records.ts';
import type { ShopAnswer } from './support.ts';
import { openTestShop, shopProduct } from './support.ts';

const resultsOf = ({ body }: ShopAnswer) => body.results as readonly RecordResult[];

test('callers without the API key, or with a wrong one, are told so', async () => {
  await using shop = await openTestShop();
  for (const apiKey of [null, 'wrong']) {
    const { status, headers, body } = await shop.call('GET', '/orders', { apiKey });
    assert.equal(status, 401);
    assert.equal(headers.get('www-authenticate'), 'Bearer');
    assert.match(String(body.error), /API key/);
  }
});

test('a batch writes the good records and reports what became of each, in order', async () => {
  await using shop = await openTestShop();
  await shop.call('POST', '/products/batch', { body: { records: [shopProduct('A-2')] } });
  const answer = await shop.call('POST', '/products/batch', {
    body: {
      records: [
        shopProduct('A-3'),
        shopProduct('A-1', { gtin: '4006381333932', name: 'x'.repeat(121) }),
        shopProduct('A-2', { name: 'Renamed' }),
        shopProduct('A-3'),
        'no record',
      ],
    },
  });
  assert.equal(answer.status, 200);
  const results = resultsOf(answer);
  assert.deepEqual(
    results.map(({ sku, status }) => [sku, status]),
    [
      ['A-3', 201],
      ['A-1', 422],
      ['A-2', 200],
      ['A-3', 422],
      [null, 422],
    ],
  );
  assert.match(results[1]?.error ?? '', /121 characters.*at most 120; gtin .* end in 1/);
  assert.match(results[3]?.error ?? '', /A-3 stands in this batch already/);
  const { body } = await shop.call('GET', `/products/${results[2]?.id}`);
  assert.equal(body.name, 'Renamed');
  const absent = await shop.call('GET', '/products?sku=A-1');
  assert.deepEqual(absent.body, { products: [] });
});

test('stock and price may arrive before the product, which keeps its id when it arrives', async () => {
  await using shop = await openTestShop();
  const price = await shop.call('POST', '/prices/batch', {
    body: { records: [{ sku: 'A-1', grossCents: 1_999, currency: 'EUR' }] },
  });
  const stock = await shop.call('POST', '/stock/batch', {
    body: { records: [{ sku: 'A-1', available: 7 }] },
  });
  assert.deepEqual(await shop.shop.counts(), { onSale: 0, orders: 0 });
  const product = await shop.call('POST', '/products/batch', {
    body: { records: [shopProduct('A-1')] },
  });
  const ids = new Set([price, stock, product].map((answer) => resultsOf(answer)[0]?.id));
  assert.equal(ids.size, 1);
  const { body } = await shop.call('GET', `/products/${[...ids][0]}`);
  assert.deepEqual([body.grossCents, body.available, body.name], [1_999, 7, 'Thing A-1']);
  assert.deepEqual(await shop.shop.counts(), { onSale: 1, orders: 0 });
});

test('invalid stock and prices are refused with a reason', async () => {
  await using shop = await openTestShop();
  const stock = await shop.call('POST', '/stock/batch', {
    body: { records: [{ sku: 'A-1', available: 1.5 }, { available: 1 }] },
  });
  assert.deepEqual(
    resultsOf(stock).map(({ error }) => error),
    ['available must be a whole number of pieces', 'sku must be text of 1 to 40 characters'],
  );
  const price = await shop.call('POST', '/prices/batch', {
    body: { records: [{ sku: 'A-1', grossCents: 0, currency: 'USD' }] },
  });
  assert.match(resultsOf(price)[0]?.error ?? '', /more than 0; currency must be EUR/);
});

test('flows that write the same products at once, in any order, all succeed', async () => {
  await using shop = await openTestShop();
  const skus = Array.from({ length: 300 }, (_, index) => `A-${index}`);
  const records = skus.map((sku) => ({
    ...shopProduct(sku),
    available: 1,
    grossCents: 1,
    currency: 'EUR',
  }));
  const answers = await Promise.all(
    ['products', 'stock', 'prices', 'products', 'stock', 'prices'].map((kind, index) =>
      shop.call('POST', `/${kind}/batch`, {
        body: { records: index % 2 === 0 ? records : records.toReversed() },
      }),
    ),
  );
  assert.deepEqual(
    answers.map(({ status }) => status),
    answers.map(() => 200),
  );
  assert.deepEqual(await shop.shop.counts(), { onSale: 300, orders: 0 });
});

test('a product is created once and replaced by its id, and a wrong SKU or id is refused', async () => {
  await using shop = await openTestShop();
  const created = await shop.call('POST', '/products', { body: shopProduct('A-1') });
  assert.equal(created.status, 201);
  const path = `/products/${String(created.body.id)}`;
  const again = await shop.call('POST', '/products', { body: shopProduct('A-1') });
  assert.equal(again.status, 409);
  assert.match(String(again.body.error), new RegExp(`product ${String(created.body.id)} already`));
  const { sku: _sku, ...fields } = shopProduct('A-1', { name: 'New name' });
  assert.equal((await shop.call('PUT', path, { body: fields })).status, 200);
  assert.equal((await shop.call('GET', path)).body.name, 'New name');
  const other = await shop.call('PUT', path, { body: shopProduct('A-2') });
  assert.equal(other.status, 422);
  assert.equal((await shop.call('PUT', '/products/1', { body: fields })).status, 404);
  const invalid = await shop.call('POST', '/products', { body: { sku: 'A-9' } });
  assert.equal(invalid.status, 422);
  assert.match(String(invalid.body.error), /name must not be empty; gtin must have 13 digits; vat/);
});

test('invalid requests are told what is wrong with them', async () => {
  await using shop = await openTestShop();
  const attempts = [
    ['POST', '/stock/batch', '{"records": [', 400],
    ['POST', '/stock/batch', [], 422],
    ['POST', '/stock/batch', { records: Array.from({ length: 501 }, () => ({})) }, 422],
    ['POST', '/stock/batch', ' '.repeat(4 * 1024 * 1024 + 1), 413],
    ['POST', '/nowhere', {}, 404],
    ['DELETE', '/products/1', undefined, 404],
  ] as const;
  for (const [method, path, body, expected] of attempts) {
    const { status, body: answer } = await shop.call(method, path, { body });
    assert.equal(status, expected, `${method} ${path}`);
    assert.equal(typeof answer.error, 'string');
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestShop, shopProduct } from './support.ts';

test('a repeated request gets the first answer and changes nothing', async () => {
  await using shop = await openTestShop();
  const stock = (available: number) => ({ records: [{ sku: 'A-1', available }] });
  const first = await shop.call('POST', '/stock/batch', { body: stock(5), idempotencyKey: 'k1' });
  await shop.call('POST', '/stock/batch', { body: stock(3), idempotencyKey: 'k2' });
  const again = await shop.call('POST', '/stock/batch', { body: stock(5), idempotencyKey: 'k1' });
  assert.deepEqual(again.body, first.body);
  assert.equal(first.headers.get('idempotency-replayed'), null);
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
  const { body } = await shop.call('GET', '/products?sku=A-1');
  assert.equal((body.products as { available: number }[])[0]?.available, 3);
});

test('of many identical requests sent at once, only one takes effect', async () => {
  await using shop = await openTestShop();
  const request = { body: shopProduct('A-1'), idempotencyKey: 'k1' };
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => shop.call('POST', '/products', request)),
  );
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]));
  assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1);
  const replayed = answers.filter(({ headers }) => headers.has('idempotency-replayed'));
  assert.equal(replayed.length, 5);
});

test('a key that was used for another request is refused', async () => {
  await using shop = await openTestShop();
  await shop.call('POST', '/products', { body: shopProduct('A-1'), idempotencyKey: 'k1' });
  const other = await shop.call('POST', '/products', {
    body: shopProduct('A-2'),
    idempotencyKey: 'k1',
  });
  assert.equal(other.status, 422);
  assert.match(String(other.body.error), /belongs to another request/);
});

test('a refused request does not use up its key', async () => {
  await using shop = await openTestShop();
  const created = await shop.call('POST', '/products', { body: shopProduct('A-1') });
  const path = `/products/${Number(created.body.id) + 1}`;
  const request = { body: shopProduct('A-2', { gtin: '4006381333931' }), idempotencyKey: 'k1' };
  const { sku: _sku, ...fields } = request.body;
  const refused = await shop.call('PUT', path, { body: fields, idempotencyKey: 'k1' });
  assert.equal(refused.status, 404);
  await shop.call('POST', '/products', { body: shopProduct('A-2') });
  const accepted = await shop.call('PUT', path, { body: fields, idempotencyKey: 'k1' });
  assert.equal(accepted.status, 200);
});

test('keys older than a day are forgotten when the shop opens', async () => {
  await using shop = await openTestShop();
  await shop.call('POST', '/products', { body: shopProduct('A-1'), idempotencyKey: 'old' });
  await shop.call('POST', '/products', { body: shopProduct('A-2'), idempotencyKey: 'new' });
  await shop.database.query(
    `update idempotency_key set created_at = now() - interval '25 hours' where key = 'old'`,
  );
  await shop.shop.prepare();
  const { rows } = await shop.database.query<{ key: string }>('select key from idempotency_key');
  assert.deepEqual(rows, [{ key: 'new' }]);
});

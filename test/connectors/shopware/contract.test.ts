import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { delivery } from '../postgres/support.ts';
import { Shop } from './shop.ts';
import { idFor, product, signal, sourceOf, targetOf } from './support.ts';

const document = path.resolve(
  import.meta.dirname,
  '../../../../shared/facts/specs/shopware_adminapi.json',
);
const skip = existsSync(document) ? false : `${document} is absent: no contract to compare with`;

test('all requests are as the OpenAPI document of the Admin API wants them', { skip }, async () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(JSON.parse(await readFile(document, 'utf8')) as object, 'shop');
  const check = (place: string, values: readonly unknown[]) => {
    const isValid = ajv.getSchema(`shop#${place}`);
    assert.ok(isValid && values.length > 0, place);
    for (const value of values) assert.ok(isValid(value), JSON.stringify([isValid.errors, value]));
  };
  await using shop = await Shop.start();
  for (const name of ['a', 'b']) shop.upsert('product', { id: idFor(name), ...product(name) });
  const source = sourceOf(shop, { options: { associations: { manufacturer: {} } } });
  let { cursor } = await source.read({ cursor: null, limit: 1, signal });
  ({ cursor } = await source.read({ cursor, limit: 10, signal }));
  await source.read({ cursor, limit: 10, signal });
  await source.fetch?.({ keys: [idFor('a')], signal });
  const target = targetOf(shop);
  await target.match?.({ field: 'productNumber', values: ['a'], signal });
  const deliveries = ['c', 'd'].map((key) => delivery(key, 1, { document: product(key) }));
  await target.deliver([...deliveries, delivery('a', 2, { operation: 'delete' })], signal);
  await target.peek?.({ things: deliveries, signal });
  check('/components/schemas/Criteria', shop.seen('/api/search/product'));
  check(
    '/paths/~1_action~1sync/post/requestBody/content/application~1json/schema',
    shop.seen('/api/_action/sync'),
  );
  const products = shop.all('product').filter(({ name }) => name === 'c');
  check(
    '/components/schemas/Product',
    products.map(({ updatedAt: _, ...rest }) => rest),
  );
});

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { GraphQLSchema, IntrospectionQuery } from 'graphql';
import { buildClientSchema, getVariableValues, parse, validate } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import { delivery } from '../postgres/support.ts';
import { LOCATION, Shop } from './shop.ts';
import { openShopify, product, signal, sourceOf, targetOf } from './support.ts';

const document = path.resolve(
  import.meta.dirname,
  '../../../../shared/facts/specs/shopify_admin_graphql_2026-10.introspection.json.gz',
);
const skip = existsSync(document) ? false : `${document} is absent: no contract to compare with`;

test(
  'all operations are as the schema of the Admin API wants them, with their variables',
  { skip },
  async () => {
    const { data } = JSON.parse(gunzipSync(await readFile(document)).toString()) as {
      data: IntrospectionQuery;
    };
    const schema = buildClientSchema(data);
    await using shop = await Shop.start();
    await openShopify(shop).check(signal);
    await readEverything(shop);
    await writeEverything(shop);
    const names = new Set<string>();
    for (const { query, variables } of shop.seen()) {
      const operation = validated(schema, query);
      names.add(operation.name?.value ?? '');
      const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
      assert.equal(errors, undefined, `${query}\n${JSON.stringify(variables)}`);
    }
    const expected = 'Check,Delete,Exists,Find,Further,Ids,Match,Page,Set,Things';
    assert.equal([...names].toSorted().join(), expected);
  },
);

function validated(schema: GraphQLSchema, query: string): OperationDefinitionNode {
  const parsed = parse(query);
  assert.deepEqual(validate(schema, parsed), [], query);
  return parsed.definitions[0] as OperationDefinitionNode;
}

async function readEverything(shop: Shop): Promise<void> {
  const lines = Array.from({ length: 30 }, (_, n) => ({
    id: `gid://shopify/LineItem/${n}`,
    quantity: 1,
  }));
  for (const number of [1, 2]) shop.putOrder(number, { lines });
  const options = { query: 'financial_status:paid' };
  for (const [entity, chosen] of [
    ['orders', {}],
    ['orders', options],
    ['products', {}],
    ['inventoryLevels', { location: LOCATION }],
  ] as const) {
    const source = sourceOf(shop, { entity, options: chosen });
    const { cursor } = await source.read({ cursor: null, limit: 1, signal });
    await source.read({ cursor, limit: 10, signal });
    await source.fetch?.({
      keys: ['gid://shopify/Order/1', 'gid://shopify/InventoryLevel/7?inventory_item_id=7'],
      signal,
    });
  }
}

async function writeEverything(shop: Shop): Promise<void> {
  const target = targetOf(shop);
  const batch = ['a', 'b'].map((key) => delivery(key, 1, { document: product(key) }));
  await target.deliver(batch, signal);
  await target.match?.({ field: 'sku', values: ['a'], signal });
  await target.match?.({ field: 'handle', values: ['a'], signal });
  await target.peek?.({ things: batch, signal });
  await target.keys?.({ after: null, limit: 1, signal });
  const gone = delivery('a', 2, {
    operation: 'delete',
    externalId: shop.products.all()[0]?.id ?? '',
  });
  await target.deliver([gone], signal);
  await target.deliver([gone], signal);
  const stock = targetOf(shop, { location: LOCATION }, 'inventory');
  const items = await stock.match?.({ field: 'sku', values: ['b'], signal });
  const externalId = items?.get('b')?.[0] ?? '';
  shop.inventory.put(externalId, LOCATION, 1);
  const set = delivery('b', 1, { externalId, document: { sku: 'b', quantity: 3 } });
  await stock.deliver([set], signal);
  await stock.peek?.({ things: [set], signal });
}

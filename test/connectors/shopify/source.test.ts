import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Cursor, Source } from '../../../src/connector-api/index.ts';
import { readAll } from '../../support/read-all.ts';
import { LOCATION, Shop } from './shop.ts';
import { openShopify, product, signal, sourceOf } from './support.ts';

/** Reads one run to its end. @param between is called after each page but the last */
const run = (source: Source, cursor: Cursor | null, { limit = 500, between = () => {} } = {}) =>
  readAll(source, cursor, limit, between);

function lines(count: number) {
  return Array.from({ length: count }, (_, n) => ({
    ...{
      __typename: 'LineItem',
      id: `gid://shopify/LineItem/${n + 1}`,
      sku: `S-${n}`,
      quantity: n + 1,
    },
  }));
}

test('the first run reads everything, the next one what was changed since', async () => {
  await using shop = await Shop.start();
  const source = sourceOf(shop);
  for (const number of [1, 2, 3]) shop.putOrder(number, { note: 'new', lines: lines(2) });
  const first = await run(source, null);
  assert.deepEqual(
    first.records.map(({ key, document }) => [key, document.name, document.legacyResourceId]),
    [1, 2, 3].map((n) => [`gid://shopify/Order/${n}`, `#${n}`, String(n)]),
  );
  shop.nowMs += 60_000;
  shop.putOrder(2, { note: 'changed' });
  const { records } = await run(source, first.cursor);
  const newer = records.filter(({ version }) => version > (first.records[0]?.version ?? 0));
  assert.deepEqual(
    newer.map(({ document }) => [document.name, document.note]),
    [['#2', 'changed']],
  );
  assert.equal(shop.seen('Page').at(-1)?.variables.query, "updated_at:>='2026-01-31T10:00:00Z'");
});

test('no order is left out, whatever is changed, created or deleted while the pages are read', async () => {
  const change = fc.record({
    what: fc.constantFrom('put', 'put', 'delete'),
    number: fc.integer({ min: 1, max: 12 }),
    /** With 0 several orders change in the same second. */
    afterMs: fc.constantFrom(0, 400, 1_000),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 5, maxLength: 30 }),
      fc.array(change, { maxLength: 20 }),
      fc.integer({ min: 1, max: 4 }),
      async (before, during, limit) => {
        await using shop = await Shop.start();
        shop.nowMs = Date.now() - 60_000;
        let state = 0;
        const apply = ({ what, number, afterMs }: (typeof before)[number]) => {
          shop.nowMs += afterMs;
          if (what === 'delete') shop.deleteOrder(number);
          else shop.putOrder(number, { note: String(++state) });
        };
        before.forEach(apply);
        const source = sourceOf(shop, { overlapMs: 2_000 });
        const latest = new Map<string, unknown>();
        let cursor: Cursor | null = null;
        const queue = [...during];
        const changeOne = () => {
          shop.nowMs = Math.max(shop.nowMs, Date.now());
          queue.splice(0, 1).forEach(apply);
        };
        for (const between of [changeOne, () => {}]) {
          const read = await run(source, cursor, { limit, between });
          for (const { key, document } of read.records) latest.set(key, document.note);
          ({ cursor } = read);
        }
        for (const { id, note } of shop.orders()) assert.equal(latest.get(id), note);
      },
    ),
    { numRuns: 60 },
  );
});

test('more orders are read than the shop pages, also with many of one second', async () => {
  await using shop = await Shop.start();
  shop.deepest = 10_200;
  for (let number = 1; number <= 10_400; number++) {
    if (number % 400 === 0) shop.nowMs += 1_000;
    shop.putOrder(number);
  }
  const options = { fields: 'name', lists: {} };
  const { records, cursor } = await run(sourceOf(shop, { options, overlapMs: 5_000 }), null);
  assert.equal(new Set(records.map(({ key }) => key)).size, 10_400);
  // The next run goes back from the newest by the overlap, as if the list had not begun anew.
  const overlapping = await run(sourceOf(shop, { options, overlapMs: 5_000 }), cursor);
  assert.equal(overlapping.records.length, 5 * 400 + 1);
});

test('lists are read to their end, however long, and are plain lists in the record', async () => {
  await using shop = await Shop.start();
  shop.affordable = 40;
  for (const [number, count] of [
    [1, 3],
    [2, 95],
    [3, 10],
  ] as const)
    shop.putOrder(number, { lines: lines(count) });
  const { records } = await run(sourceOf(shop), null);
  assert.deepEqual(
    records.map(({ document }) => (document.lineItems as readonly unknown[]).length),
    [3, 95, 10],
  );
  const [, long] = records;
  assert.deepEqual((long?.document.lineItems as { sku: string }[]).at(-1)?.sku, 'S-94');
});

test('a page that the shop finds too dear is asked for in smaller ones, and the size is kept', async () => {
  await using shop = await Shop.start();
  shop.affordable = 20;
  for (let number = 1; number <= 50; number++) shop.putOrder(number);
  const { records } = await run(sourceOf(shop), null);
  assert.equal(new Set(records.map(({ key }) => key)).size, 50);
  assert.deepEqual(
    shop.seen('Page').map(({ variables }) => variables.first),
    [250, 125, 62, 31, 15, 15, 15, 15],
  );
  shop.affordable = 0;
  await assert.rejects(run(sourceOf(shop), null), {
    code: 'SOURCE_REFUSED',
    message: /exceeds the single query max cost limit.*leave fields out/,
  });
});

test('hints are fetched by id, also by the number that webhooks tell, and ids of others do not exist', async () => {
  await using shop = await Shop.start();
  for (const number of [1, 2]) shop.putOrder(number, { lines: lines(12) });
  const names = async (key: string, keys: readonly string[]) => {
    const { records = [] } = (await sourceOf(shop, { key }).fetch?.({ keys, signal })) ?? {};
    return records.map(({ document }) => [document.name, (document.lineItems as []).length]);
  };
  const unknown = ['gid://shopify/Order/9', 'gid://shopify/Product/1', '2', 'nothing'];
  assert.deepEqual(await names('id', ['gid://shopify/Order/1', ...unknown]), [['#1', 12]]);
  assert.deepEqual(await names('legacyResourceId', ['2', '9', 'gid://shopify/Order/1']), [
    ['#2', 12],
  ]);
  assert.equal(Reflect.get(sourceOf(shop, { key: 'name' }), 'fetch'), undefined);
});

test('fields, lists and search of the configuration are what is asked for; products of all states are read', async () => {
  await using shop = await Shop.start();
  shop.putOrder(1, { note: 'ring twice', displayFinancialStatus: 'paid', lines: lines(1) });
  const options = { fields: 'note', lists: {}, query: 'displayFinancialStatus:paid' };
  const { records } = await run(sourceOf(shop, { options }), null);
  assert.deepEqual(records[0]?.document, {
    ...{ id: 'gid://shopify/Order/1', legacyResourceId: '1' },
    ...{ updatedAt: '2026-01-31T10:00:00Z', note: 'ring twice' },
  });
  shop.products.set(undefined, { title: 'a', status: 'DRAFT', variants: product('a').variants });
  const [draft] = (await run(sourceOf(shop, { entity: 'products' }), null)).records;
  assert.deepEqual((draft?.document.variants as [{ price: string }])[0].price, '19.90');
});

test('levels of a location are read by their time of change', async () => {
  await using shop = await Shop.start();
  const source = sourceOf(shop, { entity: 'inventoryLevels', options: { location: LOCATION } });
  for (const n of [1, 2, 3]) shop.inventory.put(`gid://shopify/InventoryItem/${n}`, LOCATION, n);
  const first = await run(source, null, { limit: 2 });
  assert.equal(first.records.length, 3);
  shop.nowMs += 60_000;
  shop.inventory.put('gid://shopify/InventoryItem/2', LOCATION, 9);
  const { records } = await run(source, first.cursor);
  const [level] = records.filter(({ key }) => key.endsWith('=2'));
  assert.deepEqual((level?.document.quantities as { quantity: number }[])[0]?.quantity, 9);
  const elsewhere = { location: 'gid://shopify/Location/2' };
  await assert.rejects(
    run(sourceOf(shop, { entity: 'inventoryLevels', options: elsewhere }), null),
    {
      code: 'SOURCE_REFUSED',
      message: /no gid:\/\/shopify\/Location\/2: correct `location`/,
    },
  );
  const missing = () => sourceOf(shop, { entity: 'inventoryLevels' });
  assert.throws(missing, { code: 'CONFIG_INVALID', message: /set `location`/ });
  assert.throws(() => sourceOf(shop, { entity: 'order' }), {
    code: 'CONFIG_INVALID',
    message: /reads orders, products/,
  });
});

test('a level that changes on a page already read is read by the next run, even if the shop’s clock is behind the hub’s', async () => {
  await using shop = await Shop.start();
  shop.nowMs = Date.now() - 600_000;
  const put = (n: number, quantity: number) =>
    shop.inventory.put(`gid://shopify/InventoryItem/${n}`, LOCATION, quantity);
  for (const n of [1, 2, 3]) put(n, 0);
  const options = { location: LOCATION };
  const source = sourceOf(shop, { entity: 'inventoryLevels', options, overlapMs: 60_000 });
  let isChanged = false;
  const between = () => {
    if (isChanged) return;
    isChanged = true;
    put(1, 7);
    shop.nowMs += 120_000;
    put(4, 0);
  };
  const first = await run(source, null, { limit: 1, between });
  assert.equal(first.records.length, 4);
  const { records } = await run(source, first.cursor);
  assert.ok(records.some(({ document }) => JSON.stringify(document.quantities).includes(':7')));
});

test('what the shop refuses says why, and what passes is waited for', async () => {
  await using shop = await Shop.start();
  const refusal = (message: string, code: string) => ({
    body: { data: null, errors: [{ message, extensions: { code } }] },
  });
  for (const [reply, code, message] of [
    [
      refusal('Access denied for orders field.', 'ACCESS_DENIED'),
      'SOURCE_REFUSED',
      /grant the app/,
    ],
    [refusal('Internal error', 'INTERNAL_SERVER_ERROR'), 'SOURCE_UNAVAILABLE', /Internal error/],
    [refusal('Unavailable Shop', 'SHOP_INACTIVE'), 'SOURCE_UNAVAILABLE', /Unavailable Shop/],
    [{ status: 402, body: {} }, 'SOURCE_UNAVAILABLE', /closed \(HTTP 402\)/],
    [{ status: 404, body: {} }, 'SOURCE_REFUSED', /correct `url`.*or `apiVersion`/],
    [{ status: 301, headers: { location: '/' } }, 'SOURCE_REFUSED', /correct `url`/],
    [{ body: { hello: 1 } }, 'SOURCE_REFUSED', /correct `url`/],
    [{ status: 503 }, 'SOURCE_UNAVAILABLE', /not available/],
  ] as const) {
    shop.misbehave = ({ path }) => (path.endsWith('/graphql.json') ? reply : null);
    await assert.rejects(run(sourceOf(shop), null), { code, message });
  }
  shop.misbehave = () => null;
  // Part of an answer is not an answer: what is missing would look like an empty field.
  shop.servedVersion = '2027-10';
  await assert.rejects(run(sourceOf(shop, { options: { fields: 'gone' } }), null), {
    code: 'SOURCE_REFUSED',
    message: /"gone".*answers by version 2027-10.*set that to a newer one/,
  });
});

test('a throttled request waits as long as the bucket needs, and then succeeds', async () => {
  await using shop = await Shop.start();
  shop.putOrder(1);
  const cost = {
    ...{ requestedQueryCost: 60, actualQueryCost: null },
    throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 20, restoreRate: 100 },
  };
  const errors = [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }];
  let left = 2;
  shop.misbehave = ({ path }) =>
    path.endsWith('/graphql.json') && left-- > 0
      ? { body: { errors, extensions: { cost } } }
      : null;
  assert.equal((await run(sourceOf(shop), null)).records.length, 1);
  const [first = 0, second = 0, third = 0] = shop.system.seen
    .filter(({ path }) => path.endsWith('/graphql.json'))
    .map(({ atMs }) => atMs);
  // 40 points at 100 a second.
  assert.ok(second - first >= 395 && third - second >= 395, `${second - first}, ${third - second}`);
  left = Infinity;
  const impatient = openShopify(shop, { maxThrottleWaitMs: 0 }).source?.({
    ...{
      entity: 'orders',
      key: 'id',
      version: 'updatedAt',
      deleted: null,
      overlapMs: 0,
      options: {},
    },
  });
  await assert.rejects(impatient?.read({ cursor: null, limit: 1, signal }) ?? Promise.resolve(), {
    code: 'SOURCE_THROTTLED',
    message: /too many requests.*Throttled/,
    retryAfterMs: 400,
  });
});

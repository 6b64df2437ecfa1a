import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Delivery, Outcome } from '../../../src/connector-api/index.ts';
import { delivery } from '../postgres/support.ts';
import { LOCATION, Shop } from './shop.ts';
import { signal, targetOf } from './support.ts';

const itemId = (n: number) => `gid://shopify/InventoryItem/${n}`;

function write(n: number, quantity: unknown, fields: Partial<Delivery> = {}): Delivery {
  const document = { sku: `S-${n}`, quantity } as Delivery['document'];
  return delivery(`S-${n}`, 1, { externalId: itemId(n), document, ...fields });
}

function shown(outcomes: readonly Outcome[]): string[] {
  return outcomes.map((one) => ('failure' in one ? `${one.kind} ${one.failure.code}` : one.kind));
}

async function openStock(count: number) {
  const shop = await Shop.start();
  for (let n = 1; n <= count; n++) shop.inventory.put(itemId(n), LOCATION, 10);
  const held = () =>
    Array.from({ length: count }, (_, n) => shop.inventory.quantity(itemId(n + 1), LOCATION));
  const target = () => targetOf(shop, { location: LOCATION }, 'inventory');
  return { shop, held, target, [Symbol.asyncDispose]: () => shop[Symbol.asyncDispose]() };
}

test('many quantities are one request, and the same batch again is the same request, which changes nothing', async () => {
  await using stock = await openStock(300);
  const batch = Array.from({ length: 300 }, (_, n) => write(n + 1, n));
  assert.deepEqual(
    new Set(shown(await stock.target().deliver(batch, signal))),
    new Set(['applied']),
  );
  assert.equal(stock.shop.seen('Set').length, 2);
  // Somebody buys before the hub, killed after its request, delivers again.
  stock.shop.inventory.put(itemId(3), LOCATION, 1);
  const again = batch.map((one) => ({ ...one, repeated: true }));
  assert.deepEqual(
    new Set(shown(await stock.target().deliver(again, signal))),
    new Set(['applied']),
  );
  assert.deepEqual(stock.held().slice(0, 4), [0, 1, 1, 3]);
  assert.equal(stock.shop.inventory.carriedOut, 2);
});

test('a quantity of another version, or one that is forced, is another request', async () => {
  await using stock = await openStock(1);
  const target = stock.target();
  for (const fields of [
    {},
    { idempotencyKey: 'S-1:2' },
    { forced: true },
    { forced: true },
  ] as const) {
    stock.shop.inventory.put(itemId(1), LOCATION, 99);
    await target.deliver([write(1, 5, fields)], signal);
    assert.deepEqual(stock.held(), [5]);
  }
});

test('quantities that the shop refuses fail alone, with field and reason; the rest takes one more request', async () => {
  await using stock = await openStock(5);
  const batch = [write(1, 1), write(9, 1), write(2, 2), write(3, '3'), write(4, 1.5)];
  const outcomes = await stock.target().deliver(batch, signal);
  const refused = 'failed TARGET_REFUSED';
  assert.deepEqual(shown(outcomes), ['applied', refused, 'applied', refused, refused]);
  const [, unknown, , text] = outcomes;
  assert.match(JSON.stringify(unknown), /failed/);
  assert.match(
    unknown && 'failure' in unknown ? unknown.failure.message : '',
    /quantities\.1\.inventoryItemId: Unknown item/,
  );
  assert.match(text && 'failure' in text ? text.failure.message : '', /must be a whole number/);
  assert.deepEqual(stock.held(), [1, 2, 10, 10, 10]);
  assert.equal(stock.shop.seen('Set').length, 2);
});

test('a record whose item does not exist yet is tried again; a deleted one is not there to be sold', async () => {
  await using stock = await openStock(1);
  const batch = [
    write(7, 1, { externalId: null }),
    write(1, 3, { operation: 'delete' }),
    write(8, 1, { externalId: null, operation: 'delete' }),
  ];
  assert.deepEqual(shown(await stock.target().deliver(batch, signal)), [
    'failed TARGET_BUSY',
    'applied',
    'unchanged',
  ]);
  assert.deepEqual(stock.held(), [0]);
});

test('the item of a product that was created again is found by its SKU', async () => {
  await using stock = await openStock(1);
  const { product } = stock.shop.products.set(undefined, {
    title: 'a',
    variants: [{ sku: 'S-404' }],
  });
  const [variant] = product?.variantList as { inventoryItem: { id: string } }[];
  const item = variant?.inventoryItem.id ?? '';
  stock.shop.inventory.put(item, LOCATION, 0);
  for (const [quantity, externalId] of [
    [7, itemId(404)],
    [8, 'S-404'],
  ] as const) {
    const batch = [write(404, quantity, { externalId }), write(1, quantity)];
    assert.deepEqual(await stock.target().deliver(batch, signal), [
      { kind: 'applied', externalId: item },
      { kind: 'applied', externalId: itemId(1) },
    ]);
    assert.equal(stock.shop.inventory.quantity(item, LOCATION), quantity);
  }
});

test('a quantity is set only if the shop still holds the expected one, unless an earlier attempt set it', async () => {
  await using stock = await openStock(4);
  const from = (n: number, quantity: number, changeFromQuantity: number) =>
    write(n, quantity, { document: { quantity, changeFromQuantity } });
  const expected = { now: { quantity: 8 }, then: { quantity: 5 } };
  const outcomes = await stock
    .target()
    .deliver([from(1, 5, 10), from(2, 5, 9), from(3, 10, 9), write(4, 5, { expected })], signal);
  assert.deepEqual(shown(outcomes), ['applied', 'failed TARGET_REFUSED', 'unchanged', 'changed']);
  assert.deepEqual(stock.held(), [5, 10, 10, 10]);
});

test('a request that the shop is still working on is waited for, one that failed before is sent anew', async () => {
  await using stock = await openStock(1);
  const reply = (code: string) => ({
    body: {
      data: { inventorySetQuantities: { userErrors: [{ field: null, message: 'No.', code }] } },
    },
  });
  let left = 1;
  const once = (code: string) => {
    left = 1;
    stock.shop.misbehave = ({ text }) =>
      text.includes('@idempotent') && left-- > 0 ? reply(code) : null;
  };
  once('IDEMPOTENCY_CONCURRENT_REQUEST');
  await assert.rejects(stock.target().deliver([write(1, 1)], signal), { code: 'TARGET_THROTTLED' });
  once('IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED');
  assert.deepEqual(shown(await stock.target().deliver([write(1, 1)], signal)), ['applied']);
  assert.deepEqual(stock.held(), [1]);
});

test('a request that breaks the shop as a whole is narrowed down to the record', async () => {
  await using stock = await openStock(4);
  stock.shop.misbehave = ({ text }) =>
    text.includes('"quantity":666')
      ? { body: { errors: [{ message: 'Boom', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] } }
      : null;
  const outcomes = await stock
    .target()
    .deliver([write(1, 1), write(2, 666), write(3, 3), write(4, 4)], signal);
  assert.deepEqual(shown(outcomes), ['applied', 'failed TARGET_BUSY', 'applied', 'applied']);
});

test('items are found by SKU, and what is held is compared', async () => {
  await using stock = await openStock(0);
  const { product } = stock.shop.products.set(undefined, {
    title: 'a',
    variants: [{ sku: 'S-1' }],
  });
  const item =
    (product?.variantList as { inventoryItem: { id: string } }[])[0]?.inventoryItem.id ?? '';
  const target = stock.target();
  const found = await target.match?.({ field: 'sku', values: ['S-1', 's-1'], signal });
  assert.deepEqual([found?.get('S-1'), found?.get('s-1')], [[item], []]);
  stock.shop.inventory.put(item, LOCATION, 4);
  // The last was deleted before the shop had it, which left its key in the id's place.
  const things = [item, null, 'S-3'].map((externalId) => write(1, 5, { externalId }));
  assert.deepEqual(await target.peek?.({ things, signal }), [
    { id: item, now: { quantity: 4 }, then: { quantity: 5 } },
    null,
    null,
  ]);
});

test('a location that the shop does not have is the fault of the lane, and of no record', async () => {
  await using stock = await openStock(2);
  const location = 'gid://shopify/Location/404';
  const target = targetOf(stock.shop, { location }, 'inventory');
  await assert.rejects(target.deliver([write(1, 1), write(2, 2)], signal), {
    code: 'TARGET_MISCONFIGURED',
    message: /no quantities at gid:\/\/shopify\/Location\/404: correct `location`/,
  });
  assert.deepEqual(stock.held(), [10, 10]);
});

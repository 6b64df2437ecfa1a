import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../src/connector-api/index.ts';
import { delivery } from '../postgres/support.ts';
import { Marketplace, STORE } from './marketplace.ts';
import { openAmazon, signal, targetOf } from './support.ts';

const things = (document: JsonObject) => [delivery('A-1', 1, { document })];

test('a price and a quantity change nothing else in the listing', async () => {
  await using marketplace = await Marketplace.start();
  const b2b = { audience: 'B2B', marketplace_id: STORE, currency: 'EUR', our_price: [1] };
  const lead = { fulfillment_channel_code: 'DEFAULT', lead_time_to_ship_max_days: 3, quantity: 1 };
  marketplace.listings.put('A-1', {
    item_name: [{ value: 'Lamp', marketplace_id: STORE }],
    purchasable_offer: [b2b],
    fulfillment_availability: [lead],
  });
  const target = targetOf(marketplace);
  const [outcome] = await target.deliver(things({ price: '19.90', quantity: 7 }), signal);
  assert.deepEqual(outcome, { kind: 'applied', externalId: 'A-1' });
  const price = { schedule: [{ value_with_tax: 19.9 }] };
  assert.deepEqual(marketplace.listings.get('A-1'), {
    item_name: [{ value: 'Lamp', marketplace_id: STORE }],
    purchasable_offer: [
      b2b,
      { marketplace_id: STORE, currency: 'EUR', audience: 'ALL', our_price: [price] },
    ],
    fulfillment_availability: [{ ...lead, quantity: 7 }],
  });
  const [{ body, query } = {}] = marketplace.seen('patchListingsItem');
  assert.equal((body as JsonObject).productType, 'PRODUCT');
  assert.equal(query?.get('marketplaceIds'), STORE);
});

test('other fields are attributes, which replace those of the listing; the SKU may differ from the key', async () => {
  await using marketplace = await Marketplace.start();
  marketplace.listings.put('S/1 ä', { item_name: [{ value: 'old' }] });
  const document = { sku: 'S/1 ä', productType: 'LAMP', item_name: [{ value: 'new' }] };
  const [outcome] = await targetOf(marketplace).deliver(things(document), signal);
  assert.deepEqual(outcome, { kind: 'applied', externalId: 'S/1 ä' });
  assert.deepEqual(marketplace.listings.get('S/1 ä'), { item_name: [{ value: 'new' }] });
  const [{ body } = {}] = marketplace.seen('patchListingsItem');
  assert.equal((body as JsonObject).productType, 'LAMP');
});

test('a listing is created with put, and replaced as a whole', async () => {
  await using marketplace = await Marketplace.start();
  const target = targetOf(marketplace, { method: 'put', requirements: 'LISTING_OFFER_ONLY' });
  await target.deliver(things({ price: 5, item_name: [{ value: 'Lamp' }] }), signal);
  await target.deliver(things({ quantity: -2 }), signal);
  const value = { fulfillment_channel_code: 'DEFAULT', quantity: 0 };
  assert.deepEqual(marketplace.listings.get('A-1'), { fulfillment_availability: [value] });
  const [{ body } = {}] = marketplace.seen('putListingsItem');
  assert.equal((body as JsonObject).requirements, 'LISTING_OFFER_ONLY');
});

test('what Amazon finds invalid fails that record with its issues; a warning fails nothing', async () => {
  await using marketplace = await Marketplace.start();
  for (const sku of ['bad', 'dubious', 'good']) marketplace.listings.put(sku, {});
  const documents: Readonly<Record<string, JsonObject>> = {
    ...{ bad: { fake_attribute: [{ value: 1 }] }, unknown: { price: 3 } },
    ...{ dubious: { item_name: [{ value: 'dubious' }] }, good: { price: 3 } },
  };
  const batch = Object.entries(documents).map(([key, document]) => delivery(key, 1, { document }));
  const outcomes = await targetOf(marketplace).deliver(batch, signal);
  assert.deepEqual(
    outcomes.map((one) => (one.kind === 'failed' ? one.failure.code : one.kind)),
    ['TARGET_REFUSED', 'TARGET_REFUSED', 'applied', 'applied'],
  );
  const [bad, unknown] = outcomes.map((one) => (one.kind === 'failed' ? one.failure.message : ''));
  assert.match(bad ?? '', /fake_attribute: The attributes are invalid\. \(90000900\)/);
  assert.match(unknown ?? '', /404: SKU 'unknown' not found \(NOT_FOUND\)/);
});

for (const [what, document, message, options] of [
  ['a price without a currency', { price: 3 }, /no `currency`/, { currency: undefined }],
  ['a price that is none', { price: '3,50' }, /price must be a number, but is "3,50"/, {}],
  ['a quantity that is none', { quantity: null }, /quantity must be a number, but is null/, {}],
  ['an attribute that is no list', { item_name: 'Lamp' }, /attribute item_name must be a list/, {}],
  ['an empty attribute', { item_name: [] }, /attribute item_name must be a list/, {}],
] as const) {
  test(`${what} fails the record before anything is sent`, async () => {
    await using marketplace = await Marketplace.start();
    const [outcome] = await targetOf(marketplace, options).deliver(things(document), signal);
    assert.ok(outcome?.kind === 'failed' && outcome.failure.code === 'TARGET_REFUSED');
    assert.match(outcome.failure.message, message);
    assert.equal(marketplace.system.seen.length, 0);
  });
}

test('a listing that is gone already counts as deleted', async () => {
  await using marketplace = await Marketplace.start();
  marketplace.listings.put('A-1', {});
  const gone = delivery('A-1', 2, { operation: 'delete', externalId: 'A-1' });
  const target = targetOf(marketplace);
  const kinds: unknown[] = [];
  for (const _ of [1, 2]) kinds.push((await target.deliver([gone], signal))[0]?.kind);
  assert.deepEqual(kinds, ['applied', 'unchanged']);
  assert.deepEqual(marketplace.listings.skus(), []);
});

test('what is compared are the entries that would be written, whatever others the attribute has', async () => {
  await using marketplace = await Marketplace.start();
  const target = targetOf(marketplace);
  marketplace.listings.put('A-1', {
    purchasable_offer: [{ audience: 'B2B', marketplace_id: STORE, our_price: [7] }],
    item_name: [
      { value: 'Lamp', language_tag: 'en_GB', marketplace_id: STORE },
      { value: 'Lampe', language_tag: 'de_DE', marketplace_id: STORE },
    ],
  });
  const document = { price: 4.5, item_name: [{ value: 'Lampe', language_tag: 'de_DE' }] };
  const peek = async () => (await target.peek?.({ things: things(document), signal }))?.[0];
  const before = await peek();
  assert.notDeepEqual(before?.now.purchasable_offer, before?.then.purchasable_offer);
  assert.deepEqual(before?.now.item_name, before?.then.item_name);
  await target.deliver(things({ price: 4.5 }), signal);
  const after = await peek();
  assert.deepEqual(after?.now, after?.then);
  const unknown = { things: [delivery('none', 1, { document })], signal };
  assert.deepEqual(await target.peek?.(unknown), [null]);
});

test('a refusal of a document that cannot be written does not keep other listings from being compared', async () => {
  await using marketplace = await Marketplace.start();
  marketplace.listings.put('A-1', {});
  const held = await targetOf(marketplace).peek?.({ things: things({ price: 'none' }), signal });
  assert.deepEqual(held, [{ id: 'A-1', now: {}, then: { price: 'none' } }]);
});

test('an answer without a status says nothing, so the record is sent again', async () => {
  await using marketplace = await Marketplace.start();
  marketplace.misbehave = ({ method }) => (method === 'PATCH' ? { body: { ok: true } } : null);
  const delivering = targetOf(marketplace).deliver(things({ price: 3 }), signal);
  await assert.rejects(delivering, { code: 'TARGET_UNAVAILABLE', message: /without a status/ });
});

test('a lane may write to another store; other entities are refused', async () => {
  await using marketplace = await Marketplace.start();
  const target = targetOf(marketplace, { marketplaceId: 'A13V1IB3VIYZZH' });
  await target.deliver(things({ price: 3 }), signal);
  const [{ query } = {}] = marketplace.seen('patchListingsItem');
  assert.equal(query?.get('marketplaceIds'), 'A13V1IB3VIYZZH');
  const open = () =>
    openAmazon(marketplace).target?.({ entity: 'orders', lane: 'a/b', options: {} });
  assert.throws(open, { code: 'CONFIG_INVALID', message: /writes listings, and not orders/ });
});

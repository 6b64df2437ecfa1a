import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Delivery, Outcome } from '../../../src/connector-api/index.ts';
import { delivery } from '../postgres/support.ts';
import { Shop } from './shop.ts';
import { CUSTOM_ID, openShopify, product, signal, targetOf } from './support.ts';

function write(key: string, fields: Partial<Delivery> = {}): Delivery {
  return delivery(key, 1, { document: product(key), ...fields });
}

function shown(outcomes: readonly Outcome[]): string[] {
  return outcomes.map((one) => ('failure' in one ? `${one.kind} ${one.failure.code}` : one.kind));
}

function messageOf(outcome: Outcome | undefined): string {
  return outcome && 'failure' in outcome ? outcome.failure.message : '';
}

test('products are found by their custom id, so a repeated batch, even of a hub without memory, writes the same ones', async () => {
  await using shop = await Shop.start();
  const batch = ['a', 'b', 'c'].map((key) => write(key));
  const first = await targetOf(shop).deliver(batch, signal);
  assert.deepEqual(shown(first), ['applied', 'applied', 'applied']);
  assert.match(
    'externalId' in (first[0] ?? {}) ? JSON.stringify(first[0]) : '',
    /gid:\/\/shopify\/Product\/\d+/,
  );
  assert.deepEqual(await targetOf(shop).deliver(batch, signal), first);
  assert.equal(shop.products.all().length, 3);
});

test('without a custom id the handle finds a product, and one that the shop would change is refused', async () => {
  await using shop = await Shop.start();
  const target = targetOf(shop, {});
  const handles = ['red-shirt', 'größe-38', undefined, 'Red Shirt', 'a/b'];
  const batch = handles.map((handle) =>
    write(String(handle), { document: product('x', handle === undefined ? {} : { handle }) }),
  );
  const first = await target.deliver(batch, signal);
  const refused = 'failed TARGET_REFUSED';
  assert.deepEqual(shown(first), ['applied', 'applied', refused, refused, refused]);
  assert.match(messageOf(first[2]), /map one, or set `customId`/);
  assert.match(messageOf(first[3]), /"Red Shirt".*lower-case letters/);
  assert.deepEqual(await target.deliver(batch, signal), first);
  assert.equal(shop.products.all().length, 2);
});

test('a product that the hub does not know any more keeps the metafields that others gave it', async () => {
  await using shop = await Shop.start();
  const mark = { namespace: 'custom', key: 'erp_id', value: 'a', type: 'id' };
  const other = { namespace: 'reviews', key: 'stars', value: '5', type: 'number_integer' };
  shop.products.set(undefined, { title: 'old', metafields: [mark, other] });
  await targetOf(shop).deliver([write('a')], signal);
  assert.deepEqual(
    shop.products.all().map(({ title, metafields }) => [title, metafields]),
    [['a', [mark, other]]],
  );
  const listed = { ...product('a'), metafields: [{ ...other, value: '4' }] };
  await targetOf(shop).deliver([write('a', { document: listed })], signal);
  assert.deepEqual(shop.products.all()[0]?.metafields, [{ ...other, value: '4' }, mark]);
});

test('a product that the shop refuses fails alone, with field, reason and code', async () => {
  await using shop = await Shop.start();
  const bad = [
    product('no title', { title: '' }),
    product('negative', { variants: [{ price: -1, optionValues: [] }] }),
    product('unknown field', { colour: 'red' }),
    product('wrong type', { tags: 5.5 }),
  ];
  const batch = [product('a'), ...bad, product('b')].map((document, n) =>
    write(`p${n}`, { document: document }),
  );
  const outcomes = await targetOf(shop).deliver(batch, signal);
  const refused = 'failed TARGET_REFUSED';
  assert.deepEqual(shown(outcomes), ['applied', refused, refused, refused, refused, 'applied']);
  const messages = outcomes.map(messageOf);
  assert.match(
    messages[1] ?? '',
    /refuses the record: title: Title can't be blank \(INVALID_INPUT\)/,
  );
  assert.match(messages[2] ?? '', /variants\.0\.price: Price must be .*\(INVALID_VARIANT\)/);
  assert.match(messages[3] ?? '', /colour/);
  assert.match(messages[4] ?? '', /tags/);
});

test('a product that is gone in the shop counts as deleted, one that is there is deleted', async () => {
  await using shop = await Shop.start();
  const target = targetOf(shop);
  const [known] = await target.deliver([write('a'), write('b')], signal);
  const externalId = known && 'externalId' in known ? known.externalId : '';
  const gone = { operation: 'delete' } as const;
  const batch = [write('a', { ...gone, externalId }), write('b', gone), write('never', gone)];
  assert.deepEqual(shown(await target.deliver(batch, signal)), ['applied', 'applied', 'unchanged']);
  assert.deepEqual(shop.products.all(), []);
  const again = await target.deliver(batch, signal);
  assert.deepEqual(shown(again), ['unchanged', 'unchanged', 'unchanged']);
});

test('a product is created under its custom id or handle after it was deleted, also if the shop never had it', async () => {
  await using shop = await Shop.start();
  const document = product('a', { handle: 'a' });
  for (const options of [{ customId: CUSTOM_ID }, {}]) {
    const target = targetOf(shop, options);
    for (const externalId of ['gid://shopify/Product/404', 'a']) {
      const back = [write('a', { document, externalId })];
      assert.deepEqual(shown(await target.deliver(back, signal)), ['applied']);
      assert.equal(shop.products.all().length, 1);
      const [held] = (await target.peek?.({ things: [write('a', { document })], signal })) ?? [];
      shop.products.delete(held?.id ?? '');
    }
  }
});

test('one product at which the shop breaks is tried again by itself; a closed shop, an outage or a lack of rights is the lane’s', async () => {
  await using shop = await Shop.start();
  const refusal = (code: string) => ({
    body: { errors: [{ message: 'No.', extensions: { code } }] },
  });
  shop.misbehave = ({ text }) =>
    text.includes('"title":"b"') ? refusal('INTERNAL_SERVER_ERROR') : null;
  const batch = ['a', 'b', 'c'].map((key) => write(key));
  const outcomes = await targetOf(shop).deliver(batch, signal);
  assert.deepEqual(shown(outcomes), ['applied', 'failed TARGET_BUSY', 'applied']);
  shop.misbehave = ({ text }) =>
    text.includes('"title":"b"') ? refusal('MAX_COST_EXCEEDED') : null;
  const dear = await targetOf(shop).deliver(batch, signal);
  assert.deepEqual(shown(dear), ['applied', 'failed TARGET_REFUSED', 'applied']);
  for (const [reply, code] of [
    [refusal('SHOP_INACTIVE'), 'TARGET_UNAVAILABLE'],
    [refusal('ACCESS_DENIED'), 'TARGET_MISCONFIGURED'],
    [{ body: { data: { productSet: null } } }, 'TARGET_UNAVAILABLE'],
    [{ body: '<html>Maintenance</html>' }, 'TARGET_UNAVAILABLE'],
    [{ status: 404 }, 'TARGET_MISCONFIGURED'],
    [{ status: 503 }, 'TARGET_UNAVAILABLE'],
  ] as const) {
    shop.misbehave = ({ text }) => (text.includes('productSet') ? reply : null);
    await assert.rejects(targetOf(shop).deliver([write('a')], signal), { code });
  }
});

test('a token that the shop does not take any more is renewed once, and wrong credentials are the connector’s error', async () => {
  await using shop = await Shop.start();
  const target = targetOf(shop);
  await target.deliver([write('a')], signal);
  shop.endTokens();
  assert.deepEqual(shown(await target.deliver([write('b')], signal)), ['applied']);
  const asked = shop.system.seen.filter(({ path }) => path === '/admin/oauth/access_token');
  assert.equal(asked.length, 2);
  const auth = { kind: 'app', clientId: 'app', clientSecret: 'no' };
  await assert.rejects(openShopify(shop, { auth }).check(signal), {
    code: 'TARGET_MISCONFIGURED',
    message: /refuses the client credentials/,
  });
  const token = (value: string) => openShopify(shop, { auth: { kind: 'token', token: value } });
  await using other = await Shop.start();
  await openShopify(other, { auth: { kind: 'token', token: 'shpat_fixed' } }).check(signal);
  await assert.rejects(token('shpat_wrong').check(signal), {
    code: 'TARGET_MISCONFIGURED',
    message: /credentials are not accepted/,
  });
});

test('existing products are found by SKU, barcode or handle exactly, and two of one SKU are both named', async () => {
  await using shop = await Shop.start();
  for (const title of ['A-1', 'twin', 'twin', 'a-1', 'O"Neil \\ (x)']) {
    const variants = [1, 2].map(() => ({ sku: title, barcode: `4${title}` }));
    shop.products.set(undefined, { title, variants });
  }
  const idsOf = (title: string) =>
    shop.products
      .all()
      .filter((one) => one.title === title)
      .map(({ id }) => id);
  const target = targetOf(shop);
  const bySku = await target.match?.({
    field: 'sku',
    values: ['A-1', 'twin', 'none', 'O"Neil \\ (x)'],
    signal,
  });
  assert.deepEqual(bySku?.get('A-1'), idsOf('A-1'));
  assert.deepEqual(bySku?.get('twin'), idsOf('twin'));
  assert.deepEqual(bySku?.get('none'), []);
  assert.deepEqual(bySku?.get('O"Neil \\ (x)'), idsOf('O"Neil \\ (x)'));
  const byBarcode = await target.match?.({ field: 'barcode', values: ['4A-1'], signal });
  assert.deepEqual(byBarcode?.get('4A-1'), idsOf('A-1'));
  const byHandle = await target.match?.({ field: 'handle', values: ['twin-1'], signal });
  assert.equal(byHandle?.get('twin-1')?.length, 1);
  await assert.rejects(
    target.match?.({ field: 'title', values: ['x'], signal }) ?? Promise.resolve(),
    {
      code: 'TARGET_MISCONFIGURED',
      message: /sku, barcode, handle/,
    },
  );
});

test('what the shop holds is compared in its own spelling, with all variants', async () => {
  await using shop = await Shop.start();
  const target = targetOf(shop);
  const many = Array.from({ length: 300 }, (_, n) => ({
    ...{ sku: `S-${n}`, price: n, optionValues: [{ optionName: 'Size', name: `${n}` }] },
  }));
  const document = { ...product('a', { variants: many, status: 'DRAFT' }), metafields: [] };
  const [known] = await target.deliver([write('a', { document })], signal);
  const externalId = known && 'externalId' in known ? known.externalId : null;
  const peek = async (changed: object) => {
    const things = [write('a', { externalId, document: { ...document, ...changed } })];
    return (await target.peek?.({ things, signal }))?.[0];
  };
  const same = await peek({});
  assert.deepEqual(same?.now, same?.then);
  assert.equal((same?.now.variants as []).length, 300);
  const dearer = many.map((one, n) => (n === 299 ? { ...one, price: 1 } : one));
  const other = await peek({ variants: dearer, title: 'b' });
  assert.notDeepEqual(other?.now.variants, other?.then.variants);
  assert.deepEqual([other?.now.title, other?.then.title], ['a', 'b']);
});

test('an unknown entity, and options that do not fit, are mistakes of the configuration', async () => {
  await using shop = await Shop.start();
  const invalid = (entity: string) => () => targetOf(shop, { customId: CUSTOM_ID }, entity);
  assert.throws(invalid('orders'), {
    code: 'CONFIG_INVALID',
    message: /writes products and inventory/,
  });
  assert.throws(invalid('inventory'), { code: 'CONFIG_INVALID', message: /set `location`/ });
});

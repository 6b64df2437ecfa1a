import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Delivery, Outcome } from '../../../src/connector-api/index.ts';
import { delivery } from '../postgres/support.ts';
import { Shop } from './shop.ts';
import { idFor, openShopware, product, signal, targetOf } from './support.ts';

const SYNC = '/api/_action/sync';

function write(key: string, fields: Partial<Delivery> = {}): Delivery {
  return delivery(key, 1, { document: product(key), ...fields });
}

function shown(outcomes: readonly Outcome[]): string[] {
  return outcomes.map((one) => ('failure' in one ? `${one.kind} ${one.failure.code}` : one.kind));
}

test('a batch is one request; a repeated one, even by a hub without memory, writes the same entities', async () => {
  await using shop = await Shop.start();
  const batch = [write('a'), write('b'), write('c', { externalId: idFor('c') })];
  const first = await targetOf(shop).deliver(batch, signal);
  assert.deepEqual(shown(first), ['applied', 'applied', 'applied']);
  assert.equal(shop.seen(SYNC).length, 1);
  const again = await targetOf(shop).deliver(batch, signal);
  assert.deepEqual(again, first);
  assert.deepEqual(
    shop
      .all('product')
      .map(({ name }) => name)
      .toSorted(),
    ['a', 'b', 'c'],
  );
  assert.ok(shop.all('product').some(({ id }) => id === idFor('c')));
});

test('updates, deletions and creates of a batch go together, and a deletion of nothing succeeds', async () => {
  await using shop = await Shop.start();
  shop.upsert('product', { id: idFor('old'), ...product('old') });
  const outcomes = await targetOf(shop).deliver(
    [
      write('old', { externalId: idFor('old'), operation: 'delete' }),
      write('new', { document: { ...product('new'), id: idFor('new') } }),
      write('gone', { operation: 'delete' }),
    ],
    signal,
  );
  assert.deepEqual(shown(outcomes), ['applied', 'applied', 'applied']);
  assert.deepEqual(
    shop.all('product').map(({ id }) => id),
    [idFor('new')],
  );
  assert.equal(shop.seen(SYNC).length, 1);
});

test('rows that the shop refuses fail alone, with field and reason; the rest takes one more request', async () => {
  await using shop = await Shop.start();
  const keys = Array.from({ length: 50 }, (_, n) => `p${n}`);
  const batch = keys.map((key, n) =>
    write(key, {
      document: product(key, n % 10 === 3 ? { name: '' } : {}),
    }),
  );
  const outcomes = await targetOf(shop).deliver(batch, signal);
  outcomes.forEach((one, n) => assert.equal(one.kind, n % 10 === 3 ? 'failed' : 'applied'));
  const [, , , refused] = outcomes;
  assert.match(
    refused && 'failure' in refused ? refused.failure.message : '',
    /name: This value should not be blank\. \(c1051bb4\)/,
  );
  assert.equal(shop.all('product').length, 45);
  assert.equal(shop.seen(SYNC).length, 2);
});

test('a failure of which the shop names no row is narrowed down to the record', async () => {
  await using shop = await Shop.start();
  shop.misbehave = ({ path, text }) =>
    path === SYNC && text.includes('"p5"')
      ? { status: 400, body: { errors: [{ code: '0', detail: 'Data too long' }] } }
      : null;
  const batch = Array.from({ length: 8 }, (_, n) => write(`p${n}`));
  const outcomes = await targetOf(shop).deliver(batch, signal);
  outcomes.forEach((one, n) => assert.equal(one.kind, n === 5 ? 'failed' : 'applied'));
});

test('records that only the shop’s database or PHP refuses fail alone and with the reason, however many there are', async () => {
  await using shop = await Shop.start();
  const mistakes = [{ manufacturerId: idFor('unknown') }, { releaseDate: 'soon' }];
  const batch = Array.from({ length: 40 }, (_, n) =>
    write(`p${n}`, {
      document: product(`p${n}`, n === 39 ? {} : mistakes[n % 2]),
    }),
  );
  const outcomes = await targetOf(shop).deliver(batch, signal);
  outcomes.forEach((one, n) =>
    assert.equal(shown([one])[0], n === 39 ? 'applied' : 'failed TARGET_REFUSED'),
  );
  const [refused] = outcomes;
  assert.match(
    refused && 'failure' in refused ? refused.failure.message : '',
    /^The shop refuses the record: SQLSTATE.*fk\.product\.product_manufacturer_id/,
  );
  // Nothing was sent a second time in the hope that the shop recovers.
  const bodies = shop.seen(SYNC).map((body) => JSON.stringify(body));
  assert.equal(new Set(bodies).size, bodies.length);
});

test('what others in the shop still use is not deleted, and that is no passing failure', async () => {
  await using shop = await Shop.start();
  for (const name of ['used', 'free']) shop.upsert('product_manufacturer', { id: idFor(name) });
  shop.upsert('product', { id: idFor('p'), ...product('p'), manufacturerId: idFor('used') });
  const outcomes = await targetOf(shop, 'product_manufacturer').deliver(
    ['used', 'free'].map((name) => write(name, { externalId: idFor(name), operation: 'delete' })),
    signal,
  );
  assert.deepEqual(shown(outcomes), ['failed TARGET_REFUSED', 'applied']);
});

test('an answer that does not come from a shop blames the lane or waits, and never a record', async () => {
  await using shop = await Shop.start();
  for (const [reply, code] of [
    [{ status: 404, body: {} }, 'TARGET_MISCONFIGURED'],
    [{ status: 302, headers: { location: '/login' } }, 'TARGET_MISCONFIGURED'],
    [{ status: 200, body: '<html>Maintenance</html>' }, 'TARGET_UNAVAILABLE'],
    [{ status: 200, body: { hello: 1 } }, 'TARGET_UNAVAILABLE'],
    [{ status: 503 }, 'TARGET_UNAVAILABLE'],
    [{ status: 403, body: { errors: [{ detail: 'Missing privilege' }] } }, 'TARGET_MISCONFIGURED'],
  ] as const) {
    shop.misbehave = ({ path }) => (path === SYNC ? reply : null);
    await assert.rejects(targetOf(shop).deliver([write('a')], signal), { code });
  }
});

test('a token that the shop does not take any more is renewed once', async () => {
  await using shop = await Shop.start();
  const target = targetOf(shop);
  await target.deliver([write('a')], signal);
  shop.endTokens();
  assert.deepEqual(shown(await target.deliver([write('b')], signal)), ['applied']);
  assert.equal(shop.seen('/api/oauth/token').length, 2);
});

test('wrong credentials are an error of the connector that says so', async () => {
  await using shop = await Shop.start();
  await openShopware(shop).check(signal);
  const wrong = openShopware(shop, { clientSecret: 'no' });
  await assert.rejects(wrong.check(signal), /refuses the client credentials/);
});

test('existing entities are found by a field, also a custom one, in any case, and two of one value are both named', async () => {
  await using shop = await Shop.start();
  for (const number of ['A-1', 'B-1'])
    shop.upsert('product', { id: idFor(number), ...product(number) });
  shop.upsert('product', { id: idFor('twin'), ...product('b-1') });
  const found = await targetOf(shop).match?.({
    field: 'productNumber',
    values: ['a-1', 'B-1', 'C'],
    signal,
  });
  assert.deepEqual(found?.get('a-1'), [idFor('A-1')]);
  assert.deepEqual(found?.get('B-1')?.toSorted(), [idFor('B-1'), idFor('twin')].toSorted());
  assert.deepEqual(found?.get('C'), []);
  shop.upsert('product', { id: idFor('A-1'), customFields: { erp: 4711 } });
  const field = 'customFields.erp';
  const byCustomField = await targetOf(shop).match?.({ field, values: ['4711', '1'], signal });
  assert.deepEqual(Object.fromEntries(byCustomField ?? []), { 4711: [idFor('A-1')], 1: [] });
});

test('a value that hundreds of entities have hides no entity with another value', async () => {
  await using shop = await Shop.start();
  for (let n = 0; n < 600; n++)
    shop.upsert('product', { id: idFor(`${n}`), ean: n < 599 ? '0' : '4006381333931' });
  const values = ['4', '0', '4006381333931'];
  const found = await targetOf(shop).match?.({ field: 'ean', values, signal });
  assert.deepEqual(found?.get('4006381333931'), [idFor('599')]);
  assert.deepEqual([found?.get('4'), (found?.get('0')?.length ?? 0) > 1], [[], true]);
});

test('what the shop holds is compared in the fields that would be written, also within lists', async () => {
  await using shop = await Shop.start();
  const target = targetOf(shop);
  await target.deliver([write('a')], signal);
  const [row] = shop.all('product');
  assert.ok(row);
  // A shop adds fields of its own everywhere.
  shop.upsert('product', {
    ...row,
    availableStock: 1,
    price: [{ ...(row.price as [object])[0], listPrice: null }],
  });
  const held = await target.peek?.({ things: [write('a'), write('b')], signal });
  assert.deepEqual(held?.[0]?.now, held?.[0]?.then);
  assert.equal(held?.[1], null);
  shop.upsert('product', { id: row.id, stock: 5 });
  const [changed] = (await target.peek?.({ things: [write('a')], signal })) ?? [];
  assert.equal(changed?.now.stock, 5);
});

test('what the shop only spells or orders in another way is no difference, and what it would not take away either', async () => {
  await using shop = await Shop.start();
  const target = targetOf(shop, 'product', { associations: { categories: {} } });
  const price = (currency: string, gross: number) => ({
    currencyId: idFor(currency),
    gross,
    net: 1,
  });
  const fields = {
    ...{ ean: '', releaseDate: '2026-03-01T12:00:00.1234+01:00' },
    price: [price('EUR', 2), price('USD', 3), price('CHF', 4)],
    categories: [{ id: idFor('shoes') }, { id: idFor('new') }],
  };
  const thing = write('a', { document: product('a', fields) });
  await target.deliver([thing], signal);
  const [row] = shop.all('product');
  assert.ok(row);
  const categories = ['sale', 'new', 'shoes'].map((name) => ({ id: idFor(name), name }));
  shop.upsert('product', { id: row.id, categories });
  const peeked = async () => (await target.peek?.({ things: [thing], signal }))?.[0];
  const held = await peeked();
  assert.deepEqual(held?.now, held?.then);
  // What would change is seen nevertheless, at its place.
  shop.upsert('product', {
    ...{ id: row.id, ean: '4', releaseDate: '2026-03-01T11:00:00.124+00:00' },
    price: (row.price as { gross: number }[]).map((one) =>
      one.gross === 3 ? { ...one, gross: 9 } : one,
    ),
    categories: categories.slice(0, 2),
  });
  const { now, then } = (await peeked()) ?? {};
  assert.deepEqual(
    [now?.ean, then?.ean, now?.releaseDate, then?.releaseDate],
    ['4', '', '2026-03-01T11:00:00.124+00:00', fields.releaseDate],
  );
  assert.deepEqual(now?.price, [price('EUR', 2), price('USD', 9), price('CHF', 4)]);
  assert.deepEqual(
    [now?.categories, then?.categories],
    [[fields.categories[1]], fields.categories],
  );
});

test('a transition is made after the fields are written; one that is made already succeeds, an impossible one says why', async () => {
  await using shop = await Shop.start();
  const names = ['open', 'shipped', 'cancelled'];
  for (const state of names) shop.upsert('order_delivery', { id: idFor(state), state });
  const target = targetOf(shop, 'order_delivery', { transition: 'do' });
  const deliveries = names.map((state) =>
    delivery(state, 1, {
      externalId: idFor(state),
      document: { do: 'ship', ...(state === 'open' ? { trackingCodes: ['DHL 1'] } : {}) },
    }),
  );
  const outcomes = await target.deliver(deliveries, signal);
  assert.deepEqual(shown(outcomes), ['applied', 'unchanged', 'failed TARGET_REFUSED']);
  const [, , refused] = outcomes;
  assert.match(
    refused && 'failure' in refused ? refused.failure.message : '',
    /Illegal transition "ship" from state "cancelled"/,
  );
  const open = shop.all('order_delivery').find(({ id }) => id === idFor('open'));
  assert.deepEqual([open?.state, open?.trackingCodes, open?.do], ['shipped', ['DHL 1'], undefined]);
  assert.deepEqual((shop.seen(SYNC) as [{ payload: unknown[] }][])[0]?.[0].payload.length, 1);
});

test('a record whose fields are written, but whose transition is not, is not done: it comes again', async () => {
  await using shop = await Shop.start();
  for (const name of ['a', 'b']) shop.upsert('order_delivery', { id: idFor(name), state: 'open' });
  const deliveries = ['a', 'b'].map((name) =>
    delivery(name, 1, {
      externalId: idFor(name),
      document: { trackingCodes: [name], ...(name === 'a' ? { do: 'ship' } : {}) },
    }),
  );
  const target = targetOf(shop, 'order_delivery', { transition: 'do' });
  const page = '<!DOCTYPE html><title>Back soon</title>';
  for (const reply of [{ status: 503 }, { status: 302 }, { status: 200, body: page }]) {
    shop.misbehave = ({ path }) => (path.includes('/state/') ? reply : null);
    assert.deepEqual(shown(await target.deliver(deliveries, signal)), [
      'unreached TARGET_UNAVAILABLE',
      'applied',
    ]);
  }
  shop.misbehave = () => null;
  assert.deepEqual(shown(await target.deliver(deliveries.slice(0, 1), signal)), ['applied']);
  assert.equal(shop.all('order_delivery').find(({ id }) => id === idFor('a'))?.state, 'shipped');
});

test('transitions of an entity that has none are a mistake of the configuration', async () => {
  await using shop = await Shop.start();
  assert.throws(
    () => targetOf(shop, 'product', { transition: 'do' }),
    /product has no transitions/,
  );
});

test('ids are listed once each, page by page, also those created in one moment and while others are changed', async () => {
  await using shop = await Shop.start();
  for (let n = 0; n < 1_300; n++) {
    // 800 of them are created in one millisecond.
    shop.tickMs = n < 400 || n > 1_200 ? 1 : 0;
    shop.upsert('product', { id: idFor(`${n}`), name: `${n}` });
  }
  const target = targetOf(shop);
  const listed: string[] = [];
  for (let after: string | null = null; ; after = listed.at(-1) ?? null) {
    const page: readonly string[] = (await target.keys?.({ after, limit: 300, signal })) ?? [];
    listed.push(...page);
    if (page.length < 300) break;
    shop.upsert('product', { id: page[0] ?? '', name: 'changed meanwhile' });
  }
  assert.equal(listed.length, 1_300);
  assert.deepEqual(new Set(listed), new Set(shop.all('product').map(({ id }) => id)));
  // A hub that has begun anew asks the shop where it was.
  const [next] = (await targetOf(shop).keys?.({ after: listed[9] ?? '', limit: 1, signal })) ?? [];
  assert.equal(next, listed[10]);
});

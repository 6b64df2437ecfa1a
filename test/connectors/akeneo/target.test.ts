import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Delivery, Outcome } from '../../../src/connector-api/index.ts';
import { delivery } from '../postgres/support.ts';
import { Pim, TYPE } from './pim.ts';
import { put, signal, targetOf, uuidOf, value } from './support.ts';

const PATH = '/api/rest/v1/products-uuid';

function write(key: string, fields: Partial<Delivery> = {}): Delivery {
  return delivery(key, 1, { document: { identifier: key, values: { color: 'red' } }, ...fields });
}

function shown(outcomes: readonly Outcome[]): string[] {
  return outcomes.map((one) => ('failure' in one ? `${one.kind} ${one.failure.code}` : one.kind));
}

function reasonOf(outcome: Outcome | undefined): string {
  return outcome && 'failure' in outcome ? outcome.failure.message : '';
}

const skus = (pim: Pim) =>
  pim.all('products-uuid').map(({ values }) => String(values?.sku?.[0]?.data));

test('a hundred products travel in one request; a repeated one, even by a hub without memory, writes the same products', async () => {
  await using pim = await Pim.start();
  const batch = Array.from({ length: 250 }, (_, n) => write(`p${n}`));
  const first = await targetOf(pim).deliver(batch, signal);
  assert.ok(first.every(({ kind }) => kind === 'applied'));
  assert.equal(pim.seen(PATH).length, 3);
  assert.deepEqual(await targetOf(pim).deliver(batch, signal), first);
  assert.equal(new Set(skus(pim)).size, 250);
  assert.equal(pim.all('products-uuid').length, 250);
  const ids = new Set(first.map((one) => ('externalId' in one ? one.externalId : '')));
  assert.deepEqual(ids, new Set(pim.all('products-uuid').map(({ uuid }) => uuid)));
});

test('an identifier and plain values become what the API wants; a uuid that is known or mapped is kept', async () => {
  await using pim = await Pim.start();
  const document = {
    ...{ identifier: 'A-1', uuid: uuidOf('own').toUpperCase(), enabled: false },
    values: {
      name: { locale: 'de_DE', data: 'Hemd' },
      description: [{ locale: 'de_DE', scope: 'ecommerce', data: 'Ein Hemd' }],
      ...{ price: [{ amount: '19.9', currency: 'EUR' }], weight: { amount: 2, unit: 'KILOGRAM' } },
      ...{ materials: ['wool', 'cotton'], color: 'red' },
    },
  };
  const known = write('B-1', { externalId: uuidOf('known') });
  const outcomes = await targetOf(pim).deliver([write('A-1', { document }), known], signal);
  assert.deepEqual(
    outcomes,
    ['own', 'known'].map((name) => ({ kind: 'applied', externalId: uuidOf(name) })),
  );
  const [product] = pim.all('products-uuid');
  assert.equal(product?.enabled, false);
  assert.deepEqual(product.values, {
    ...{ sku: [value('A-1')], name: [value('Hemd', 'de_DE')] },
    description: [value('Ein Hemd', 'de_DE', 'ecommerce')],
    price: [value([{ amount: '19.90', currency: 'EUR' }])],
    weight: [value({ amount: '2.0000', unit: 'KILOGRAM', symbol: 'K' })],
    ...{ materials: [value(['cotton', 'wool'])], color: [value('red')] },
  });
});

test('lines that the PIM refuses fail alone, with attribute, locale and reason', async () => {
  await using pim = await Pim.start();
  put(pim, 'TAKEN');
  const mistakes: Record<number, object> = {
    3: { identifier: 'x', values: { name: { locale: 'de_DE', data: 7 } } },
    5: { identifier: 'y', colour: 'red' },
    7: { identifier: 'taken' },
  };
  const batch = Array.from({ length: 10 }, (_, n) =>
    write(`p${n}`, { ...(mistakes[n] ? { document: mistakes[n] as Delivery['document'] } : {}) }),
  );
  const outcomes = await targetOf(pim).deliver(batch, signal);
  outcomes.forEach((one, n) =>
    assert.equal(shown([one])[0], n in mistakes ? 'failed TARGET_REFUSED' : 'applied'),
  );
  assert.match(reasonOf(outcomes[3]), /answered 422: name \(de_DE\): name expects another type/);
  assert.match(reasonOf(outcomes[5]), /"colour" does not exist/);
  assert.match(reasonOf(outcomes[7]), /sku: The taken identifier is already used/);
  assert.equal(pim.seen(PATH).length, 1);
});

test('a line that is too long fails alone, and a request that is too large is sent in halves, also if a firewall says so', async () => {
  await using pim = await Pim.start();
  const long = (key: string, length: number) =>
    write(key, { document: { identifier: key, values: { color: 'x'.repeat(length) } } });
  const outcomes = await targetOf(pim).deliver([long('a', 1_000_001), write('b')], signal);
  assert.deepEqual(shown(outcomes), ['failed TARGET_REFUSED', 'applied']);
  assert.match(
    reasonOf(outcomes[0]),
    /413: the record is too large for the target: Line is too long/,
  );
  for (const status of [413, 403]) {
    pim.misbehave = ({ path, text }) =>
      path === PATH && text.length > 200_000 ? { status, body: '<html>Forbidden</html>' } : null;
    const batch = Array.from({ length: 8 }, (_, n) =>
      long(`${status}-${n}`, n === 5 ? 300_000 : 60_000),
    );
    const told = await targetOf(pim).deliver(batch, signal);
    told.forEach((one, n) =>
      assert.equal(shown([one])[0], n === 5 ? 'failed TARGET_REFUSED' : 'applied'),
    );
  }
});

test('an answer that breaks off leaves no doubt: its lines count, the others are sent again, and one that breaks it fails alone', async () => {
  await using pim = await Pim.start();
  pim.breaksAt = (line) => line.includes('"p5"');
  const batch = Array.from({ length: 8 }, (_, n) => write(`p${n}`));
  const outcomes = await targetOf(pim).deliver(batch, signal);
  outcomes.forEach((one, n) =>
    assert.equal(shown([one])[0], n === 5 ? 'failed TARGET_BUSY' : 'applied'),
  );
  assert.equal(pim.all('products-uuid').length, 7);
  const type = { 'content-type': 'text/plain' };
  pim.misbehave = ({ text }) => (text.includes('"q1"') ? { headers: type, body: '' } : null);
  const some = ['q0', 'q1', 'q2'].map((key) => write(key));
  const told = await targetOf(pim).deliver(some, signal);
  assert.deepEqual(shown(told), ['applied', 'failed TARGET_BUSY', 'applied']);
});

test('a deleted record disables its product, and nothing is created for one that the PIM never had', async () => {
  await using pim = await Pim.start();
  put(pim, 'old');
  put(pim, 'off', { enabled: false });
  const gone = (key: string) =>
    write(key, { externalId: uuidOf(key), operation: 'delete', document: {} });
  const batch = [gone('old'), gone('off'), gone('never'), write('new')];
  const outcomes = await targetOf(pim).deliver(batch, signal);
  assert.deepEqual(shown(outcomes), ['applied', 'unchanged', 'unchanged', 'applied']);
  assert.deepEqual(
    pim.all('products-uuid').map(({ enabled }) => enabled),
    [false, false, true],
  );
  const listed = await targetOf(pim).keys?.({ after: null, limit: 10, signal });
  assert.equal(listed?.length, 1);
});

test('with `deletes: delete` the product is deleted, before a new one takes its identifier', async () => {
  await using pim = await Pim.start();
  put(pim, 'A-1');
  const gone = (name: string) =>
    write(name, { externalId: uuidOf(name), operation: 'delete', document: {} });
  const batch = [write('other', { document: { identifier: 'A-1' } }), gone('A-1'), gone('never')];
  const outcomes = await targetOf(pim, 'products', { deletes: 'delete' }).deliver(batch, signal);
  assert.deepEqual(shown(outcomes), ['applied', 'applied', 'unchanged']);
  assert.deepEqual(skus(pim), ['A-1']);
  assert.notEqual(pim.all('products-uuid')[0]?.uuid, uuidOf('A-1'));
});

test('other entities are written by their code, one request after the other, and say why they cannot be deleted', async () => {
  await using pim = await Pim.start();
  const target = targetOf(pim, 'categories', { batchSize: 2 });
  const answer = pim.system.reply;
  // Long enough for others to be sent meanwhile.
  pim.system.reply = (request, nth) => ({ ...answer(request, nth), afterMs: 20 });
  const category = (code: string, parent: string | null) =>
    write(code, {
      document: {
        code,
        parent,
        labels: { de_DE: code },
        values: { 'seo|1': { data: code, locale: null } },
      },
    });
  const codes = ['master', 'clothes', 'shirts', 'shoes', 'boots'];
  const batch = codes.map((code, n) => category(code, codes[n - 1] ?? null));
  const outcomes = await target.deliver(batch, signal);
  assert.deepEqual(
    outcomes,
    codes.map((code) => ({ kind: 'applied', externalId: code })),
  );
  assert.equal(pim.system.mostAtOnce, 1);
  const [gone] = await target.deliver([write('shoes', { operation: 'delete' })], signal);
  assert.match(reasonOf(gone), /deleted in the PIM by no API/);
  const held = await target.peek?.({ things: [...batch, category('x', null)], signal });
  assert.deepEqual(
    held?.map((one) => one?.id ?? null),
    [...codes, null],
  );
  assert.deepEqual(held?.[1]?.now, held?.[1]?.then);
  const models = await targetOf(pim, 'product-models').deliver(
    [write('m', { operation: 'delete' })],
    signal,
  );
  assert.match(reasonOf(models[0]), /only if the lane has `deletes: delete`/);
  assert.throws(() => targetOf(pim, 'locales'), /does not let locales be written/);
  assert.throws(() => targetOf(pim, 'product-models', { deletes: 'disable' }), /does not fit/);
});

test('an answer that does not come from a PIM blames the lane or waits, and never a record', async () => {
  await using pim = await Pim.start();
  for (const [reply, code] of [
    [{ status: 404, body: {} }, 'TARGET_MISCONFIGURED'],
    [{ status: 415, body: {} }, 'TARGET_MISCONFIGURED'],
    [{ status: 302, headers: { location: '/login' } }, 'TARGET_MISCONFIGURED'],
    [{ status: 200, body: '<html>Maintenance</html>' }, 'TARGET_UNAVAILABLE'],
    [{ status: 200, body: { hello: 1 } }, 'TARGET_UNAVAILABLE'],
    [{ status: 503 }, 'TARGET_UNAVAILABLE'],
    [{ status: 403, body: { code: 403, message: 'Access forbidden.' } }, 'TARGET_MISCONFIGURED'],
  ] as const) {
    pim.misbehave = ({ path }) => (path === PATH ? reply : null);
    await assert.rejects(targetOf(pim).deliver([write('a'), write('b')], signal), { code });
  }
});

test('records that were answered keep their outcome when the PIM goes away in the middle', async () => {
  await using pim = await Pim.start();
  pim.misbehave = ({ path, text }) =>
    path === PATH && text.includes('"p1"') ? { status: 503 } : null;
  const target = targetOf(pim, 'products', { batchSize: 1 });
  const outcomes = await target.deliver([write('p0'), write('p1')], signal);
  assert.deepEqual(shown(outcomes), ['applied', 'unreached TARGET_UNAVAILABLE']);
});

test('existing products are found by their identifier, in any case', async () => {
  await using pim = await Pim.start();
  for (let n = 0; n < 130; n++) put(pim, `A-${n}`);
  const values = [...Array.from({ length: 130 }, (_, n) => `a-${n}`), 'B'];
  const found = await targetOf(pim).match?.({ field: 'identifier', values, signal });
  assert.deepEqual([found?.get('a-129'), found?.get('B')], [[uuidOf('A-129')], []]);
  const wrong = targetOf(pim).match?.({ field: 'ean', values: ['1'], signal });
  await assert.rejects(async () => wrong, /`match` by identifier/);
});

test('what the PIM only spells or orders in another way is no difference, and what a write leaves alone either', async () => {
  await using pim = await Pim.start();
  const target = targetOf(pim);
  const thing = write('a', {
    document: {
      ...{ identifier: 'a', categories: ['shoes', 'sale'], family: null },
      values: {
        name: [
          { locale: 'de_DE', data: 'Schuh' },
          { locale: 'fr_FR', data: '' },
        ],
        price: [
          { amount: 20, currency: 'USD' },
          { amount: '19.9', currency: 'EUR' },
        ],
        weight: { amount: '2', unit: 'KILOGRAM' },
        ...{ materials: ['wool', 'cotton'], released: '2026-03-01T09:30:00Z', color: null },
      },
    },
  });
  assert.deepEqual(shown(await target.deliver([thing], signal)), ['applied']);
  const [product] = pim.all('products-uuid');
  const id = String(product?.uuid);
  // Somebody else writes another locale, and another attribute.
  const description = [value('Something', 'en_US', 'ecommerce')];
  pim.put('products-uuid', id, { values: { name: [value('Shoe', 'en_US')], description } });
  const peeked = async () => (await target.peek?.({ things: [thing, write('b')], signal })) ?? [];
  const [held, none] = await peeked();
  assert.deepEqual(held?.now, held?.then);
  assert.deepEqual([held?.id, none], [id, null]);
  // What would change is seen nevertheless, at its place.
  pim.put('products-uuid', id, {
    categories: ['sale', 'shoes', 'winter'],
    values: {
      ...{ name: [value('Stiefel', 'de_DE')], color: [value('red')], materials: [value(['wool'])] },
      price: [value([{ amount: '19.90', currency: 'EUR' }])],
    },
  });
  const [changed] = await peeked();
  const { now, then } = changed ?? {};
  assert.deepEqual(now?.categories, ['shoes', 'sale', 'winter']);
  const [was, will] = [now?.values, then?.values] as Record<string, { data: unknown }[]>[];
  assert.deepEqual([was?.name?.[0]?.data, will?.name?.[0]?.data], ['Stiefel', 'Schuh']);
  assert.deepEqual([was?.color?.[0]?.data, will?.color?.[0]?.data], ['red', null]);
  assert.deepEqual(
    [was?.materials?.[0]?.data, will?.materials?.[0]?.data],
    [['wool'], ['wool', 'cotton']],
  );
  assert.equal((was?.price?.[0]?.data as unknown[]).length, 1);
  assert.deepEqual(was?.weight, will?.weight);
});

test('ids are listed once each, page by page, also for several that ask at one time and for a hub that has begun anew', async () => {
  await using pim = await Pim.start();
  for (let n = 0; n < 330; n++) put(pim, `p${n}`);
  const target = targetOf(pim);
  const listed: string[] = [];
  for (let after: string | null = null; ; after = listed.at(-1) ?? null) {
    const page: readonly string[] = (await target.keys?.({ after, limit: 110, signal })) ?? [];
    listed.push(...page);
    await target.keys?.({ after: null, limit: 7, signal });
    if (page.length < 110) break;
  }
  assert.equal(listed.length, 330);
  assert.equal(new Set(listed).size, 330);
  for (const at of [9, 99, 154, 329]) {
    const page = await targetOf(pim).keys?.({ after: listed[at] ?? '', limit: 2, signal });
    assert.deepEqual(page, listed.slice(at + 1, at + 3));
  }
  const gone = targetOf(pim).keys?.({ after: uuidOf('gone'), limit: 1, signal });
  await assert.rejects(async () => gone, /was deleted in the PIM/);
});

test('four requests are sent at one time, as many as a PIM allows', async () => {
  await using pim = await Pim.start();
  const { promise: until, resolve } = Promise.withResolvers<void>();
  const answer = pim.system.reply;
  let arrived = 0;
  pim.system.reply = (request, nth) => {
    const reply = answer(request, nth);
    if (request.path !== PATH) return reply;
    if (++arrived === 4) resolve();
    return { ...reply, until };
  };
  const batch = Array.from({ length: 900 }, (_, n) => write(`p${n}`));
  const outcomes = await targetOf(pim).deliver(batch, signal);
  assert.ok(outcomes.every(({ kind }) => kind === 'applied'));
  assert.equal(pim.system.mostAtOnce, 4);
  assert.equal(pim.seen(PATH)[0]?.headers['content-type'], TYPE);
});

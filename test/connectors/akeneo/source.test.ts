import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Cursor, Source } from '../../../src/connector-api/index.ts';
import { readAll } from '../../support/read-all.ts';
import { Pim } from './pim.ts';
import { openAkeneo, put, signal, sourceOf, uuidOf, value } from './support.ts';

const LIST = '/api/rest/v1/products-uuid';

/** Reads one run to its end. @param between is called after each page but the last */
const run = (source: Source, cursor: Cursor | null, { limit = 500, between = () => {} } = {}) =>
  readAll(source, cursor, limit, between);

test('the first run reads everything, the next one what was changed since, also within the second that was read last', async () => {
  await using pim = await Pim.start();
  const source = sourceOf(pim);
  for (const sku of ['a', 'b', 'c']) put(pim, sku);
  const first = await run(source, null);
  assert.deepEqual(first.keys.toSorted(), ['a', 'b', 'c']);
  const { document } = first.records.find(({ key }) => key === 'a') ?? {};
  assert.deepEqual(
    [document?.uuid, document?.enabled, '_links' in (document ?? {})],
    [uuidOf('a'), true, false],
  );
  pim.tickMs = 0;
  put(pim, 'd');
  put(pim, 'b', { values: { color: [value('red')] } });
  const { records } = await run(source, first.cursor);
  const changed = records.filter(({ document: { values } }) => 'color' in (values as object));
  assert.deepEqual(
    changed.map(({ key }) => key),
    ['b'],
  );
  assert.ok(records.some(({ key }) => key === 'd'));
  assert.ok(!records.some(({ key }) => key === 'a'), 'not read again');
});

test('no product is left out, whatever is changed, created or deleted while the pages are read', async () => {
  const change = fc.record({
    what: fc.constantFrom('put', 'remove'),
    sku: fc.constantFrom(...'abcdefghijklmnop'),
    /** The PIM keeps whole seconds, so several changes have one time. */
    tickMs: fc.constantFrom(0, 300, 1_000, 5_000),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 5, maxLength: 30 }),
      fc.array(change, { maxLength: 20 }),
      fc.integer({ min: 1, max: 4 }),
      async (before, during, limit) => {
        await using pim = await Pim.start();
        pim.nowMs = Date.now() - 600_000;
        let count = 0;
        const apply = ({ what, sku, tickMs }: (typeof before)[number]) => {
          pim.tickMs = tickMs;
          if (what === 'remove') pim.remove('products-uuid', uuidOf(sku));
          else put(pim, sku, { values: { color: [value(`${++count}`)] } });
        };
        before.forEach(apply);
        const source = sourceOf(pim);
        const latest = new Map<string, unknown>();
        let cursor: Cursor | null = null;
        const queue = [...during];
        const changeOne = () => {
          pim.nowMs = Math.max(pim.nowMs, Date.now());
          queue.splice(0, 1).forEach(apply);
        };
        for (const between of [changeOne, () => {}]) {
          const read = await run(source, cursor, { limit, between });
          for (const { key, document } of read.records) latest.set(key, document.values);
          ({ cursor } = read);
        }
        for (const { values } of pim.all('products-uuid')) {
          assert.deepEqual(latest.get(String(values?.sku?.[0]?.data)), values);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('what changes on a page already read is read by the next run, even if the PIM’s clock is behind the hub’s', async () => {
  await using pim = await Pim.start();
  pim.nowMs = Date.now() - 600_000;
  for (const sku of 'abc') put(pim, sku);
  const source = sourceOf(pim, { overlapMs: 60_000 });
  const [read = ''] = pim
    .all('products-uuid')
    .map(({ uuid }) => String(uuid))
    .toSorted();
  let isChanged = false;
  const between = () => {
    if (isChanged) return;
    isChanged = true;
    pim.put('products-uuid', read, { values: { color: [value('changed')] } });
    pim.nowMs += 120_000;
    pim.put('products-uuid', 'ffffffff-0000-4000-8000-000000000000', {
      values: { sku: [value('newest')] },
    });
  };
  const first = await run(source, null, { limit: 1, between });
  assert.ok(first.keys.includes('newest'));
  const { records } = await run(source, first.cursor);
  assert.ok(records.some(({ document: { values } }) => 'color' in (values as object)));
});

test('a variant whose model was changed is read with the new values, although its own time stays as it was', async () => {
  await using pim = await Pim.start();
  pim.put('product-models', 'shirt', { values: { color: [value('red')] } });
  put(pim, 'shirt-m', { parent: 'shirt' });
  const source = sourceOf(pim);
  const first = await run(source, null);
  pim.nowMs += 3_600_000;
  pim.put('product-models', 'shirt', { values: { color: [value('blue')] } });
  const second = await run(source, first.cursor);
  const [variant] = second.records;
  assert.deepEqual(variant?.document.values, { color: [value('blue')], sku: [value('shirt-m')] });
  assert.equal(variant.version, first.records[0]?.version);
});

test('a search names times by the clock of the server; of an hour that comes twice it leaves nothing out', async () => {
  await using pim = await Pim.start('Europe/Berlin');
  const source = sourceOf(pim, {}, { timeZone: 'Europe/Berlin' });
  // The clock is put back from 03:00 to 02:00 at 01:00 UTC.
  const changes = [-90, -30, -10, 10, 30, 90].map(
    (minutes) => Date.UTC(2025, 9, 26, 1) + minutes * 60_000,
  );
  let cursor: Cursor | null = null;
  for (const [nth, atMs] of changes.entries()) {
    pim.nowMs = atMs - pim.tickMs;
    put(pim, `p${nth}`);
    const read: Awaited<ReturnType<typeof run>> = await run(source, cursor);
    assert.ok(read.keys.includes(`p${nth}`), `the change at ${new Date(atMs).toISOString()}`);
    // The next one has the time of this one.
    pim.tickMs = 0;
    put(pim, `q${nth}`);
    pim.tickMs = 1_000;
    const next = await run(source, read.cursor);
    assert.ok(
      next.keys.includes(`q${nth}`),
      `the same time again, ${new Date(atMs).toISOString()}`,
    );
    ({ cursor } = next);
  }
});

test('a page has as many products as the PIM allows, and the next one is found behind a proxy that names another host', async () => {
  await using pim = await Pim.start();
  for (let n = 0; n < 250; n++) put(pim, `p${n}`);
  const { keys, pages } = await run(sourceOf(pim), null, { limit: 1_000 });
  // The last one is empty.
  assert.deepEqual([new Set(keys).size, pages.length], [250, 4]);
  assert.ok(pim.seen(LIST, 'GET').every(({ query }) => Number(query.get('limit')) <= 100));
});

test('a product that the PIM leaves out of a page, because it is being deleted, does not end the list', async () => {
  await using pim = await Pim.start();
  for (let n = 0; n < 250; n++) put(pim, `p${n}`);
  const source = sourceOf(pim);
  const ids = pim.all('products-uuid').map(({ uuid }) => uuid as string);
  const [, , third = ''] = ids.toSorted();
  pim.ghosts.add(third);
  await assert.rejects(run(source, null), {
    code: 'SOURCE_UNAVAILABLE',
    message: /leaves out things that its search index holds/,
  });
  pim.ghosts.clear();
  pim.remove('products-uuid', third);
  assert.equal(new Set((await run(source, null)).keys).size, 249);
});

test('conditions, channel, locales and attributes of the configuration are part of every request, and keep the identifier', async () => {
  await using pim = await Pim.start();
  const name = [value('Hemd', 'de_DE'), value('Shirt', 'en_US')];
  put(pim, 'a', { values: { name, color: [value('red')] } });
  put(pim, 'b', { enabled: false });
  const options = {
    search: { enabled: [{ operator: '=', value: true }] },
    ...{ scope: 'ecommerce', locales: ['de_DE'], attributes: ['name'], with: ['completenesses'] },
  };
  const source = sourceOf(pim, { options });
  const { records, cursor } = await run(source, null);
  assert.deepEqual(
    records.map(({ key, document }) => [key, document.values]),
    [['a', { sku: [value('a')], name: [value('Hemd', 'de_DE')] }]],
  );
  assert.equal((await source.fetch?.({ keys: ['a', 'b'], signal }))?.records.length, 1);
  await run(source, cursor);
  const asked = pim.seen(LIST, 'GET').at(-1)?.query;
  assert.deepEqual(
    [
      Object.keys(JSON.parse(asked?.get('search') ?? '') as object),
      asked?.get('with_completenesses'),
    ],
    [['enabled', 'updated'], 'true'],
  );
});

test('hints are fetched together, by uuid or by identifier in any case; what cannot be a uuid does not exist', async () => {
  await using pim = await Pim.start();
  for (let n = 0; n < 120; n++) put(pim, `p${n}`);
  const uuids = Array.from({ length: 99 }, (_, n) => uuidOf(`p${n}`));
  const byUuid = await sourceOf(pim, { key: 'uuid' }).fetch?.({
    keys: [...uuids, 'no-uuid'],
    signal,
  });
  assert.deepEqual(byUuid?.records.map(({ key }) => key).toSorted(), uuids.toSorted());
  const byIdentifier = await sourceOf(pim).fetch?.({ keys: ['p7', 'p119', 'unknown'], signal });
  assert.deepEqual(byIdentifier?.records.map(({ key }) => key).toSorted(), ['p119', 'p7']);
  assert.ok(pim.seen(LIST, 'GET').length <= 3);
});

test('product models are read in the same way, by their code', async () => {
  await using pim = await Pim.start();
  for (const code of ['shirt', 'shoe']) pim.put('product-models', code, {});
  const source = sourceOf(pim, { entity: 'product-models', key: 'code' });
  const first = await run(source, null, { limit: 1 });
  assert.deepEqual(first.keys, ['shirt', 'shoe']);
  pim.put('product-models', 'boot', {});
  assert.ok((await run(source, first.cursor)).keys.includes('boot'));
  assert.ok(source.fetch === undefined);
});

test('a list without times of change is read as a whole each time, also while things leave it', async () => {
  await using pim = await Pim.start();
  for (let n = 100; n < 350; n++)
    pim.put('categories', `c${n}`, { labels: { de_DE: `Kategorie ${n}` } });
  const source = sourceOf(pim, { entity: 'categories', key: 'code', version: null });
  const removed = ['c101', 'c102', 'c103'];
  const between = () => {
    removed.splice(0, 1).forEach((code) => pim.remove('categories', code));
  };
  const { keys } = await run(source, null, { between });
  for (const { code } of pim.all('categories'))
    assert.ok(keys.includes(String(code)), String(code));
  const fetched = await source.fetch?.({ keys: ['c200', 'c101'], signal });
  const [only] = fetched?.records ?? [];
  assert.deepEqual(
    [fetched?.records.length, only?.key, '_links' in (only?.document ?? {})],
    [1, 'c200', false],
  );
});

test('options of an attribute are an entity; one that the API does not have is a mistake of the configuration', async () => {
  await using pim = await Pim.start();
  pim.put('attributes/color/options', 'red', { labels: { de_DE: 'Rot' } });
  const options = { entity: 'attributes/color/options', key: 'code', version: null };
  assert.deepEqual((await run(sourceOf(pim, options), null)).keys, ['red']);
  assert.throws(() => sourceOf(pim, { entity: 'orders' }), /no entity orders: correct `entity`/);
  const scope = { entity: 'families', options: { scope: 'ecommerce' } };
  assert.throws(() => sourceOf(pim, scope), /`scope` is for products and product-models/);
  assert.throws(() => openAkeneo(pim, { timeZone: 'Berlin' }), /no time zone Berlin/);
});

test('a product without an identifier is rejected by name, and does not stop the others', async () => {
  await using pim = await Pim.start();
  put(pim, 'a');
  pim.put('products-uuid', uuidOf('nameless'), {});
  const { keys, rejected } = await run(sourceOf(pim), null);
  assert.deepEqual(keys, ['a']);
  assert.match(rejected[0]?.position ?? '', new RegExp(uuidOf('nameless')));
});

test('an address that is no PIM is refused with what to correct, a broken condition with the reason, and a PIM that is away is waited for', async () => {
  await using pim = await Pim.start();
  const answer = (reply: object) => {
    pim.misbehave = ({ path }) => (path === LIST ? reply : null);
    return run(sourceOf(pim), null);
  };
  await assert.rejects(answer({ body: { hello: 1 } }), {
    code: 'SOURCE_REFUSED',
    message: /correct `url`/,
  });
  await assert.rejects(
    answer({
      status: 422,
      body: { code: 422, message: 'Filter on property "colour" is not supported' },
    }),
    {
      code: 'SOURCE_REFUSED',
      message: /"colour" is not supported/,
    },
  );
  await assert.rejects(answer({ status: 503 }), { code: 'SOURCE_UNAVAILABLE' });
});

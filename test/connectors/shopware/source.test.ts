import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Cursor, Source } from '../../../src/connector-api/index.ts';
import { parseVersion } from '../../../src/connector-api/index.ts';
import { readAll } from '../../support/read-all.ts';
import { Shop } from './shop.ts';
import { idFor, product, signal, sourceOf } from './support.ts';

/** Reads one run to its end. @param between is called after each page but the last */
const run = (source: Source, cursor: Cursor | null, { limit = 500, between = () => {} } = {}) =>
  readAll(source, cursor, limit, between);

test('the first run reads everything, the next one what was created or changed since, whose time of change may be empty', async () => {
  await using shop = await Shop.start();
  const source = sourceOf(shop);
  for (const name of ['a', 'b', 'c']) shop.upsert('product', { id: idFor(name), ...product(name) });
  const first = await run(source, null);
  assert.deepEqual(
    first.records.map(({ document }) => document.name),
    ['a', 'b', 'c'],
  );
  shop.nowMs += 60_000;
  shop.upsert('product', { id: idFor('b'), stock: 7 });
  shop.upsert('product', { id: idFor('d'), ...product('d') });
  const second = await run(source, first.cursor);
  const changed = second.records.filter(
    ({ version }) => version > (first.records.at(-1)?.version ?? 0),
  );
  assert.deepEqual(
    changed.map(({ document }) => [document.name, document.stock]),
    [
      ['b', 7],
      ['d', 1],
    ],
  );
});

test('no entity is left out, whatever is changed, created or deleted while the pages are read', async () => {
  const change = fc.record({
    what: fc.constantFrom('upsert', 'delete'),
    name: fc.constantFrom(...'abcdefghijklmnop'),
    /** With 0 several entities are created in the same millisecond. */
    tickMs: fc.constantFrom(0, 1, 5),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 5, maxLength: 30 }),
      fc.array(change, { maxLength: 20 }),
      fc.integer({ min: 1, max: 4 }),
      async (before, during, limit) => {
        await using shop = await Shop.start();
        shop.nowMs = Date.now() - 60_000;
        const apply = ({ what, name, tickMs }: (typeof before)[number]) => {
          shop.tickMs = tickMs;
          if (what === 'delete') shop.delete('product', idFor(name));
          else shop.upsert('product', { id: idFor(name), name, marker: shop.nowMs });
        };
        before.forEach(apply);
        const source = sourceOf(shop);
        const latest = new Map<string, number>();
        let cursor: Cursor | null = null;
        const queue = [...during];
        const changeOne = () => {
          shop.nowMs = Math.max(shop.nowMs, Date.now());
          queue.splice(0, 1).forEach(apply);
        };
        for (const between of [changeOne, () => {}]) {
          const read = await run(source, cursor, { limit, between });
          for (const { key, version } of read.records)
            latest.set(key, Math.max(version, latest.get(key) ?? 0));
          ({ cursor } = read);
        }
        for (const { id, createdAt, updatedAt } of shop.all('product')) {
          assert.equal(latest.get(id), parseVersion((updatedAt ?? createdAt) as string));
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('what changes on a page already read is read by the next run, even if the shop’s clock is behind the hub’s', async () => {
  await using shop = await Shop.start();
  shop.nowMs = Date.now() - 600_000;
  for (const name of 'abc') shop.upsert('product', { id: idFor(name), name });
  const source = sourceOf(shop, { overlapMs: 60_000 });
  let isChanged = false;
  const between = () => {
    if (isChanged) return;
    isChanged = true;
    shop.upsert('product', { id: idFor('a'), name: 'changed' });
    shop.nowMs += 120_000;
    shop.upsert('product', { id: idFor('d'), name: 'newest' });
  };
  const first = await run(source, null, { limit: 1, between });
  assert.deepEqual(
    first.records.map(({ document }) => document.name),
    ['a', 'b', 'c', 'newest'],
  );
  const { records } = await run(source, first.cursor);
  assert.ok(records.some(({ document }) => document.name === 'changed'));
});

test('a page that was created in one millisecond as a whole does not end the list', async () => {
  await using shop = await Shop.start();
  shop.tickMs = 0;
  for (let n = 0; n < 7; n++) shop.upsert('product', { id: idFor(`${n}`), ...product(`${n}`) });
  const { records } = await run(sourceOf(shop), null, { limit: 2 });
  assert.equal(new Set(records.map(({ key }) => key)).size, 7);
});

test('hints are fetched in one request, by id or by another key; ids that are none do not exist', async () => {
  await using shop = await Shop.start();
  for (const name of ['a', 'b']) shop.upsert('product', { id: idFor(name), ...product(name) });
  const byId = await sourceOf(shop).fetch?.({ keys: [idFor('a'), idFor('x'), 'no-id'], signal });
  assert.deepEqual(
    byId?.records.map(({ document }) => document.name),
    ['a'],
  );
  const byNumber = await sourceOf(shop, { key: 'productNumber' }).fetch?.({
    keys: ['b', 'x'],
    signal,
  });
  assert.deepEqual(
    byNumber?.records.map(({ key }) => key),
    ['b'],
  );
  assert.equal(shop.seen('/api/search/product').length, 2);
});

test('filters and associations of the configuration are part of every request', async () => {
  await using shop = await Shop.start();
  for (const name of ['a', 'b'])
    shop.upsert('order_delivery', { id: idFor(name), isActive: name === 'a' });
  const filter = [{ type: 'equals', field: 'isActive', value: true }];
  const options = { filter, associations: { order: {} } };
  const { records } = await run(sourceOf(shop, { entity: 'order_delivery', options }), null);
  assert.deepEqual(
    records.map(({ key }) => key),
    [idFor('a')],
  );
  const [asked] = shop.seen('/api/search/order-delivery') as { associations: unknown }[];
  assert.deepEqual(asked?.associations, { order: {} });
});

test('an address that is no shop is refused with what to correct, and a shop that is away is waited for', async () => {
  await using shop = await Shop.start();
  shop.misbehave = ({ path }) => (path === '/api/search/product' ? { body: { hello: 1 } } : null);
  await assert.rejects(run(sourceOf(shop), null), {
    code: 'SOURCE_REFUSED',
    message: /correct `url`/,
  });
  shop.misbehave = ({ path }) => (path === '/api/search/product' ? { status: 503 } : null);
  await assert.rejects(run(sourceOf(shop), null), { code: 'SOURCE_UNAVAILABLE' });
});

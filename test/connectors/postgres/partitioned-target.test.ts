import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Delivery } from '../../../src/connector-api/index.ts';
import { delivery, failureOf, kinds, rowsOf, signal, withTarget } from './support.ts';

const byKey = `
  create table product (id text primary key, name text, v bigint) partition by hash (id);
  create table product_0 partition of product for values with (modulus 2, remainder 0);
  create table product_1 partition of product for values with (modulus 2, remainder 1)`;

/** PostgreSQL requires the month in every unique index, so no index ensures that an id exists only once. */
const byMonth = `
  create table product (id text, month date not null, name text, v bigint, primary key (month, id)) partition by range (month);
  create table product_1 partition of product for values from ('2026-01-01') to ('2026-02-01');
  create table product_2 partition of product for values from ('2026-02-01') to ('2026-03-01')`;

const [january, february, march] = ['2026-01-05', '2026-02-05', '2026-03-05'] as const;

const sent = (key: string, version: number, month?: string): Delivery =>
  delivery(key, version, {
    document: { name: `${key} v${version}`, ...(month === undefined ? {} : { month }) },
  });
const gone = (key: string, version: number): Delivery =>
  delivery(key, version, { operation: 'delete', document: {} });

const held = `select tableoid::regclass::text as place, id, name from product order by id`;

for (const [where, options] of [
  ['a column of the table', { versionColumn: 'v' }],
  ['a table beside it', {}],
] as const) {
  test(`a table partitioned by its key is written like any other, with versions in ${where}`, async () => {
    await withTarget(byKey, options, async (target, scope) => {
      const deliver = async (...batch: Delivery[]) => kinds(await target.deliver(batch, signal));
      const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
      assert.deepEqual(
        await deliver(...keys.map((key) => sent(key, 1))),
        keys.map(() => 'applied'),
      );
      const places = await rowsOf<{ place: string }>(scope, held);
      assert.equal(new Set(places.map(({ place }) => place)).size, 2);
      assert.deepEqual(await deliver(sent('a', 1), sent('b', 2), gone('c', 2)), [
        'unchanged',
        'applied',
        'applied',
      ]);
      assert.deepEqual(await deliver(sent('b', 1), gone('c', 2)), ['unchanged', 'unchanged']);
      const names = await rowsOf<{ name: string }>(scope, held);
      assert.deepEqual(
        names.map(({ name }) => name),
        ['a v1', 'b v2', 'd v1', 'e v1', 'f v1'],
      );
    });
  });

  test(`in a table partitioned by another column a thing stays one row, also when it moves, with versions in ${where}`, async () => {
    await withTarget(byMonth, { key: 'id', ...options }, async (target, scope) => {
      const deliver = async (...batch: Delivery[]) => kinds(await target.deliver(batch, signal));
      assert.deepEqual(await deliver(sent('a', 1, january), sent('b', 1, february)), [
        'applied',
        'applied',
      ]);
      assert.deepEqual(await deliver(sent('a', 2, february), sent('b', 1, february)), [
        'applied',
        'unchanged',
      ]);
      // Fields that a document does not contain keep their value, including the month.
      assert.deepEqual(await deliver(sent('a', 1, january), sent('b', 2)), [
        'unchanged',
        'applied',
      ]);
      assert.deepEqual(await rowsOf(scope, held), [
        { place: 'product_2', id: 'a', name: 'a v2' },
        { place: 'product_2', id: 'b', name: 'b v2' },
      ]);
      assert.deepEqual(await deliver(gone('a', 3), sent('c', 1, january)), ['applied', 'applied']);
      assert.deepEqual(await rowsOf(scope, held), [
        { place: 'product_2', id: 'b', name: 'b v2' },
        { place: 'product_1', id: 'c', name: 'c v1' },
      ]);
    });
  });
}

test('a record without a partition is refused alone, and accepted once its partition exists', async () => {
  await withTarget(byMonth, { key: 'id' }, async (target, scope) => {
    const batch = [sent('a', 1, january), sent('b', 1, march), sent('c', 1, february)];
    const outcomes = await target.deliver(batch, signal);
    assert.deepEqual(kinds(outcomes), ['applied', 'failed', 'applied']);
    const failure = failureOf(outcomes.slice(1, 2));
    assert.equal(failure.code, 'TARGET_REFUSED');
    assert.match(failure.message, /no partition of relation "product" found for row/);
    await rowsOf(
      scope,
      `create table product_3 partition of product for values from ('2026-03-01') to ('2026-04-01')`,
    );
    assert.deepEqual(kinds(await target.deliver(batch, signal)), [
      'unchanged',
      'applied',
      'unchanged',
    ]);
  });
});

test('a table with a composite primary key and without the option `key` says what to set', async () => {
  await withTarget(byMonth, {}, async (target) => {
    await assert.rejects(target.deliver([sent('a', 1, january)], signal), {
      code: 'TARGET_MISCONFIGURED',
      message: /set `key` to .*, or in a partitioned table to a column of its primary key/,
    });
  });
});

test('rows of a partitioned table are matched, compared and listed', async () => {
  await withTarget(byMonth, { key: 'id' }, async (target) => {
    await target.deliver([sent('a', 1, january), sent('b', 1, february)], signal);
    const found = await target.match?.({ field: 'name', values: ['b v1'], signal });
    assert.deepEqual([...(found ?? [])], [['b v1', ['b']]]);
    assert.deepEqual(await target.keys?.({ after: null, limit: 10, signal }), ['a', 'b']);
    const [thing] = (await target.peek?.({ things: [sent('a', 2, february)], signal })) ?? [];
    assert.deepEqual([thing?.now.month, thing?.then.month], [january, february]);
  });
});

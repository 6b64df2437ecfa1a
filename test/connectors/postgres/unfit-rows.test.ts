import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAll } from '../../support/read-all.ts';
import { rowsOf, withSource } from './support.ts';

for (const [type, fit, unfit, limits] of [
  ['timestamptz', 'now()', `'infinity'`, 'a time from the year 1700 to 2254'],
  ['timestamptz', 'now()', `'9999-12-31'`, 'a time from the year 1700 to 2254'],
  ['timestamp', 'now()', `'-infinity'`, 'a time from the year 1700 to 2254'],
  ['date', `'2026-01-02'`, `'1699-12-31'`, 'a time from the year 1700 to 2254'],
  ['bigint', '1', '9007199254740992', 'a whole number of at most 9007199254740991'],
  ['numeric', '1', '1.5', 'a whole number of at most 9007199254740991'],
  ['numeric', '1', `'NaN'`, 'a whole number of at most 9007199254740991'],
] as const) {
  test(`a row whose ${type} version is ${unfit} is rejected with what the column must hold, and the others are read`, async () => {
    const ddl = `create table product (sku text primary key, changed ${type} not null, gone boolean);
      insert into product values ('good', ${fit}, false), ('bad', ${unfit}, false)`;
    await withSource(ddl, async (source) => {
      const { keys, rejected } = await readAll(source, null, 1);
      assert.deepEqual(keys, ['good']);
      assert.deepEqual(
        rejected.map(({ position, reason }) => [position, reason]),
        [['product, sku bad', `column changed must hold ${limits}`]],
      );
    });
  });
}

test('a row without a version is rejected once by every sweep, at the same position, until it is filled', async () => {
  const ddl = `create table product (sku text primary key, changed timestamptz, gone boolean);
    insert into product select 'k' || n, now(), false from generate_series(1, 5) n;
    insert into product values ('bad', null, false)`;
  await withSource(ddl, async (source, scope) => {
    const first = await readAll(source, null, 2);
    const second = await readAll(source, first.cursor, 2);
    for (const { rejected } of [first, second])
      assert.deepEqual(
        rejected.map(({ position, reason }) => [position, reason]),
        [['product, sku bad', 'column changed is null: fill it']],
      );
    await rowsOf(scope, `update product set changed = now() where sku = 'bad'`);
    const third = await readAll(source, second.cursor, 2);
    assert.deepEqual([third.rejected, third.keys.includes('bad')], [[], true]);
  });
});

test('a row without a key is rejected with its content', async () => {
  const ddl = `create table product (sku text, name text, changed timestamptz not null, gone boolean);
    insert into product values (null, 'Shoe', now(), false), ('', 'Boot', now(), false)`;
  await withSource(ddl, async (source) => {
    const { keys, rejected } = await readAll(source);
    assert.deepEqual(keys, []);
    assert.deepEqual(
      rejected.map(({ reason }) => reason),
      ['column sku is null: fill it', 'column sku must hold 1 to 1024 bytes'],
    );
    assert.match(rejected[0]?.raw ?? '', /"name":"Shoe"/);
  });
});

test('a version column whose constraint is dropped between two sweeps is examined again', async () => {
  const ddl =
    'create table product (sku text primary key, changed timestamptz not null, gone boolean)';
  await withSource(ddl, async (source, scope) => {
    const { cursor } = await readAll(source);
    await rowsOf(scope, 'alter table product alter changed drop not null, add name text');
    await rowsOf(
      scope,
      `insert into product values ('bad', null, false, ''), ('good', now(), false, 'Shoe')`,
    );
    const { rejected, records } = await readAll(source, cursor);
    assert.equal(rejected.length, 1);
    assert.deepEqual(
      records.map(({ document }) => document.name),
      ['Shoe'],
    );
  });
});

test('a table is not read with a time of creation in place of a missing version', async () => {
  const ddl = `create table product (sku text primary key, changed timestamptz, born timestamptz, gone boolean)`;
  const refused = { code: 'SOURCE_REFUSED', message: /coalesce\(changed, born\)/ };
  await withSource(ddl, (source) => assert.rejects(readAll(source), refused), { created: 'born' });
});

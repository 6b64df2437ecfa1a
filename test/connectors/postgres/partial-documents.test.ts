import assert from 'node:assert/strict';
import { test } from 'node:test';
import { delivery, failureOf, kinds, rowsOf, signal, withTarget } from './support.ts';

/** A price list contains no names, but the table requires one for each new row. */
const price = (key: string, version: number, amount: number) =>
  delivery(key, version, { document: { price: amount } });

for (const [how, columns, options] of [
  ['a version column', ', changed timestamptz', { versionColumn: 'changed' }],
  ['versions kept beside the table', '', {}],
] as const) {
  const ddl = `create table product (id text primary key, name text not null, price numeric(12,2)${columns});
    insert into product (id, name, price) values ('a', 'Shoe', 1), ('b', 'Boot', 2)`;

  test(`with ${how}, documents that lack a required column update existing rows, once`, async () => {
    await withTarget(ddl, options, async (target, scope) => {
      const batch = [price('a', 1_000_000, 10), price('b', 1_000_000, 20)];
      assert.deepEqual(kinds(await target.deliver(batch, signal)), ['applied', 'applied']);
      assert.deepEqual(kinds(await target.deliver(batch, signal)), ['unchanged', 'unchanged']);
      assert.deepEqual(await rowsOf(scope, 'select id, name, price from product order by id'), [
        { id: 'a', name: 'Shoe', price: '10.00' },
        { id: 'b', name: 'Boot', price: '20.00' },
      ]);
    });
  });

  test(`with ${how}, a document without a required column never overwrites a newer one, but the same version with other content does`, async () => {
    await withTarget(ddl, options, async (target, scope) => {
      const amount = async () =>
        (await rowsOf(scope, `select price from product where id = 'a'`))[0]?.price as string;
      await target.deliver([price('a', 2_000_000, 10)], signal);
      const older = await target.deliver([price('a', 1_000_000, 5)], signal);
      assert.deepEqual([kinds(older), await amount()], [['unchanged'], '10.00']);
      const corrected = await target.deliver([price('a', 2_000_000, 11)], signal);
      assert.deepEqual([kinds(corrected), await amount()], [['applied'], '11.00']);
    });
  });

  test(`with ${how}, a missing row fails alone and the failure names the column, until someone creates the row`, async () => {
    await withTarget(ddl, options, async (target, scope) => {
      const batch = [price('a', 1_000_000, 10), price('new', 1_000_000, 30)];
      const outcomes = await target.deliver(batch, signal);
      assert.deepEqual(kinds(outcomes), ['applied', 'failed']);
      const failure = failureOf(outcomes.slice(1));
      assert.equal(failure.code, 'TARGET_REFUSED');
      assert.match(failure.message, /^Table product refuses it: .*\(column name\)$/);
      assert.deepEqual(failure.details?.columns, ['name']);
      await rowsOf(scope, `insert into product (id, name) values ('new', 'Hat')`);
      assert.deepEqual(kinds(await target.deliver(batch, signal)), ['unchanged', 'applied']);
      assert.deepEqual(await rowsOf(scope, `select name, price from product where id = 'new'`), [
        { name: 'Hat', price: '30.00' },
      ]);
    });
  });
}

test('columns with a default, an identity or a computed value are not required: new rows are inserted', async () => {
  const ddl = `create table product (id text primary key, name text, number int generated always as identity,
    made timestamptz not null default now(), long text not null generated always as (id || '!') stored)`;
  await withTarget(ddl, {}, async (target, scope) => {
    assert.deepEqual(kinds(await target.deliver([delivery('a', 1)], signal)), ['applied']);
    assert.deepEqual(await rowsOf(scope, 'select id, number, long from product'), [
      { id: 'a', number: 1, long: 'a!' },
    ]);
  });
});

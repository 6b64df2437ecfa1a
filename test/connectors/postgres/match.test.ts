import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowsOf, signal, withTarget } from './support.ts';

const ddl = `create table product (id text primary key, number integer, ean text, made date);
  insert into product values ('a', 7, '4006381333931', '2026-01-02'), ('b', 8, '4006381333948', null), ('c', 8, 'x', null)`;

test('values that do not fit the column find nothing, and the others are found', async () => {
  await withTarget(ddl, {}, async (target) => {
    const find = (values: string[]) => target.match?.({ field: 'number', values, signal });
    const found = await find(['7', 'seven', '99999999999', '8']);
    assert.deepEqual([...(found ?? [])].map(([value, ids]) => [value, [...ids].sort()]).sort(), [
      ['7', ['a']],
      ['8', ['b', 'c']],
    ]);
  });
});

test('a match is returned under the value that was asked for, however the column spells it', async () => {
  await withTarget(ddl, {}, async (target) => {
    const numbers = await target.match?.({ field: 'number', values: ['007'], signal });
    assert.deepEqual(numbers?.get('007'), ['a']);
    const days = await target.match?.({ field: 'made', values: ['20260102'], signal });
    assert.deepEqual(days?.get('20260102'), ['a']);
  });
});

test('a text that PostgreSQL cannot hold finds nothing and does not affect the others', async () => {
  await withTarget(ddl, {}, async (target) => {
    const values = ['4006381333931', 'nul \0', 'half \ud800', '"{,}\\'];
    const found = await target.match?.({ field: 'ean', values, signal });
    assert.deepEqual([...(found ?? [])], [['4006381333931', ['a']]]);
  });
});

test('a field without a column is reported to the operator until the column exists', async () => {
  await withTarget(ddl, {}, async (target, scope) => {
    const find = () =>
      target.match?.({ field: 'gtin', values: ['1'], signal }) ?? Promise.resolve();
    await assert.rejects(find, {
      code: 'TARGET_MISCONFIGURED',
      message: /no column gtin; it has id, number, ean, made/,
    });
    await rowsOf(scope, `alter table product add gtin text default '1'`);
    assert.deepEqual([...((await find())?.get('1') ?? [])].sort(), ['a', 'b', 'c']);
  });
});

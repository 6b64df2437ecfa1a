import assert from 'node:assert/strict';
import { test } from 'node:test';
import { delivery, externalIds, kinds, rowsOf, signal, withTarget } from './support.ts';

const ddl = 'create table product (id text primary key, name text, price text)';

test('a column added while the lane runs is written', async () => {
  await withTarget(ddl, {}, async (target, scope) => {
    await target.deliver([delivery('a', 1)], signal);
    await rowsOf(scope, 'alter table product add colour text');
    const batch = [delivery('b', 1), delivery('a', 2, { document: { colour: 'red' } })];
    assert.deepEqual(kinds(await target.deliver(batch, signal)), ['applied', 'applied']);
    assert.deepEqual(await rowsOf(scope, 'select id, name, colour from product order by id'), [
      { id: 'a', name: 'a v1', colour: 'red' },
      { id: 'b', name: 'b v1', colour: null },
    ]);
  });
});

test('a column dropped while the lane runs is reported to the operator, with the columns that exist', async () => {
  await withTarget(ddl, {}, async (target, scope) => {
    const priced = (version: number) => delivery('a', version, { document: { price: '1' } });
    await target.deliver([priced(1)], signal);
    await rowsOf(scope, 'alter table product drop price');
    await assert.rejects(target.deliver([priced(2)], signal), {
      code: 'TARGET_MISCONFIGURED',
      message: /no column price; it has id, name/,
    });
    assert.deepEqual(kinds(await target.deliver([delivery('a', 2)], signal)), ['applied']);
  });
});

test('a column whose type changes while the lane runs is written with its new type', async () => {
  await withTarget(ddl, {}, async (target, scope) => {
    await target.deliver([delivery('a', 1, { document: { price: '10' } })], signal);
    await rowsOf(scope, 'alter table product alter price type integer using price::integer');
    const batch = [delivery('a', 2, { document: { price: '12' } })];
    assert.deepEqual(kinds(await target.deliver(batch, signal)), ['applied']);
    assert.deepEqual(await rowsOf(scope, 'select price from product'), [{ price: 12 }]);
  });
});

test('a table recreated with another key while the lane runs is written by that key', async () => {
  await withTarget(ddl, {}, async (target, scope) => {
    await target.deliver([delivery('7', 1)], signal);
    await rowsOf(scope, 'drop table product');
    await rowsOf(scope, 'create table product (sku integer primary key, name text)');
    const outcomes = await target.deliver([delivery('08', 1)], signal);
    assert.deepEqual([kinds(outcomes), externalIds(outcomes)], [['applied'], ['8']]);
  });
});

test('a version table dropped while the lane runs is created again', async () => {
  await withTarget(ddl, {}, async (target, scope) => {
    await target.deliver([delivery('a', 1)], signal);
    await rowsOf(scope, 'drop table stellwerk_applied');
    assert.deepEqual(kinds(await target.deliver([delivery('a', 2)], signal)), ['applied']);
    assert.deepEqual(kinds(await target.deliver([delivery('a', 2)], signal)), ['unchanged']);
  });
});

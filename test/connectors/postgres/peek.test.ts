import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject, Target } from '../../../src/connector-api/index.ts';
import { delivery, kinds, rowsOf, signal, withTarget } from './support.ts';

const ddl = `create table product (id integer primary key, price numeric(12,2), made timestamptz, tags text[], extra jsonb);
  insert into product values (7, 19.90, '2026-01-02T10:00:00Z', '{a,b}', '{"b":1,"a":[2]}'), (8, null, null, null, null)`;

const peek = (target: Target, ...asked: readonly [key: string, document: JsonObject][]) =>
  target.peek?.({
    things: asked.map(([key, document]) => ({ masterKey: '1', externalId: null, key, document })),
    signal,
  });

test('what a row holds and what a document would make of it are in the table’s spelling, in the order of the question', async () => {
  await withTarget(ddl, {}, async (target) => {
    const same = { price: '19.9', made: '2026-01-02T11:00:00+01:00', tags: ['a', 'b'] };
    const held = await peek(
      target,
      ['8', { price: 5 }],
      ['9', { price: 5 }],
      ['007', { ...same, extra: { a: [2], b: 1 } }],
      ['x', { id: 7, price: 20.005 }],
    );
    assert.deepEqual(held?.[0], { id: '8', now: { price: null }, then: { price: 5 } });
    assert.equal(held?.[1], null);
    assert.equal(held?.[2]?.id, '7', 'as the table spells it');
    assert.deepEqual(held?.[2]?.now, held?.[2]?.then);
    assert.deepEqual(held?.[3]?.then, { id: 7, price: 20.01 }, 'as the column rounds it');
  });
});

test('documents and keys that do not fit the table do not affect the others', async () => {
  await withTarget(ddl, {}, async (target) => {
    const held = await peek(
      target,
      ['7', { price: 'cheap' }],
      ['seven', { price: 1 }],
      ['nul \0', { price: 1 }],
      ['8', { price: 1 }],
    );
    assert.deepEqual(held, [
      { id: '7', now: { price: 19.9 }, then: { price: 'cheap' } },
      null,
      null,
      { id: '8', now: { price: null }, then: { price: 1 } },
    ]);
  });
});

test('asking creates no table of the hub in the target', async () => {
  await withTarget(ddl, {}, async (target, scope) => {
    await peek(target, ['7', { price: 1 }]);
    await target.match?.({ field: 'price', values: ['1'], signal });
    const tables = await rowsOf(scope, `select to_regclass('stellwerk_applied')::text as name`);
    assert.deepEqual(tables, [{ name: null }]);
  });
});

test('a row marked as deleted counts as missing', async () => {
  const marked = `create table product (id integer primary key, price int, gone boolean not null default false);
    insert into product values (7, 1, true), (8, 1, false)`;
  await withTarget(marked, { markDeleted: 'gone' }, async (target) => {
    const held = await peek(target, ['7', { price: 1 }], ['8', { price: 1 }]);
    assert.deepEqual(
      held?.map((one) => one?.id ?? null),
      [null, '8'],
    );
  });
});

test('a table may have a column of the name that stands for the row in the hub’s statements', async () => {
  await withTarget(
    'create table product (id text primary key, t text)',
    {},
    async (target, scope) => {
      await rowsOf(scope, `insert into product values ('a', '1')`);
      const [held] = (await peek(target, ['a', { t: '2' }])) ?? [];
      assert.deepEqual(held, { id: 'a', now: { t: '1' }, then: { t: '2' } });
      const document = { t: '2' };
      const expected = { now: { t: '1' }, then: document };
      const outcomes = await target.deliver([delivery('a', 1, { document, expected })], signal);
      assert.deepEqual(kinds(outcomes), ['applied']);
    },
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testScope } from '../../support/scope.ts';
import { delivery, kinds, openPostgres, rowsOf, signal, withTarget } from './support.ts';

for (const [what, ddl, options, message] of [
  ['no primary key', 'id text, name text', {}, /no primary key of one column: set `key`/],
  [
    'a primary key of two',
    'id text, name text, primary key (id, name)',
    {},
    /one column: set `key`/,
  ],
  [
    'a version column of text',
    'id text primary key, name text',
    { versionColumn: 'name' },
    /Column name of product is text; a version is a timestamp .* or a whole number/,
  ],
  [
    'a mark of text',
    'id text primary key, name text',
    { markDeleted: 'name' },
    /`markDeleted` names column name, which is text: it must be boolean or a timestamp/,
  ],
] as const) {
  test(`a table that does not fit is reported to the operator: ${what}`, async () => {
    await withTarget(`create table product (${ddl})`, options, async (target) => {
      await assert.rejects(target.deliver([delivery('a', 1)], signal), {
        code: 'TARGET_MISCONFIGURED',
        message,
      });
    });
  });
}

test('a column with a unique index can be the key if the primary key is another column', async () => {
  const ddl = `create table product (id serial primary key, sku text not null unique, name text)`;
  await withTarget(ddl, { key: 'sku' }, async (target, scope) => {
    await target.deliver([delivery('a', 1), delivery('b', 1)], signal);
    await target.deliver([delivery('a', 2)], signal);
    assert.deepEqual(await rowsOf(scope, 'select id, sku, name from product order by id'), [
      { id: 1, sku: 'a', name: 'a v2' },
      { id: 2, sku: 'b', name: 'b v1' },
    ]);
  });
});

for (const [type, marked, unmarked] of [
  ['boolean', true, false],
  ['timestamptz', true, null],
] as const) {
  test(`a deleted record is marked in a ${type} column, once, and unmarked when it returns`, async () => {
    const ddl = `create table product (id text primary key, name text, gone ${type}, changed timestamptz)`;
    const options = { markDeleted: 'gone', versionColumn: 'changed' };
    await withTarget(ddl, options, async (target, scope) => {
      const gone = async () =>
        (await rowsOf(scope, 'select gone from product'))[0]?.gone as unknown;
      const removal = [delivery('a', 2, { operation: 'delete', document: {} })];
      await target.deliver([delivery('a', 1)], signal);
      assert.deepEqual(kinds(await target.deliver(removal, signal)), ['applied']);
      assert.equal(Boolean(await gone()), marked);
      assert.deepEqual(kinds(await target.deliver(removal, signal)), ['unchanged']);
      assert.deepEqual(kinds(await target.deliver([delivery('a', 3)], signal)), ['applied']);
      assert.equal(await gone(), unmarked);
    });
  });
}

test('lanes that start at the same time create the version table together', async () => {
  await using scope = await testScope();
  await rowsOf(scope, 'create table product (id text primary key, name text)');
  const connector = openPostgres(scope);
  const lanes = Array.from({ length: 8 }, (_, index) => `lane ${index}`);
  const outcomes = await Promise.all(
    lanes.map(async (lane) =>
      connector
        .target?.({ entity: 'product', lane, options: {} })
        .deliver([delivery(lane, 1)], signal),
    ),
  );
  assert.deepEqual(
    outcomes.flatMap((some) => kinds(some ?? [])),
    lanes.map(() => 'applied'),
  );
  await connector.close();
});

test('a user who may not create tables can write once an administrator has created the version table', async () => {
  await using scope = await testScope();
  const role = `${scope.namespace}_writer`;
  const url = new URL(scope.databaseUrl);
  [url.username, url.password] = [role, 'secret'];
  await rowsOf(
    scope,
    `create table product (id text primary key, name text);
    create role ${role} login password 'secret';
    grant select, insert, update, delete on product to ${role}`,
  );
  const connector = openPostgres(scope, { url: url.href });
  try {
    const target = connector.target?.({ entity: 'product', lane: 'l', options: {} });
    assert.ok(target);
    await assert.rejects(target.deliver([delivery('a', 1)], signal), {
      code: 'TARGET_MISCONFIGURED',
      message: /permission denied/,
    });
    await rowsOf(
      scope,
      `create table stellwerk_applied (lane text, key text, version bigint not null, mark text not null, primary key (lane, key));
      grant select, insert, update, delete on stellwerk_applied to ${role}`,
    );
    assert.deepEqual(kinds(await target.deliver([delivery('a', 1)], signal)), ['applied']);
  } finally {
    await connector.close();
    await rowsOf(scope, `drop owned by ${role}; drop role ${role}`);
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../src/connector-api/index.ts';
import { testScope } from '../../support/scope.ts';
import { delivery, failureOf, kinds, openPostgres, rowsOf, signal, withTarget } from './support.ts';

const ddl = `create table product (id text primary key, name varchar(8), code varchar(5), price numeric(12,2),
  stock integer, sold date, note text, colour text unique, constraint sane check (price >= 0))`;

for (const [what, document, columns, message] of [
  ['a text for a number', { price: 'cheap' }, ['price'], /type numeric: "cheap" \(column price\)/],
  ['a day that is none', { sold: '2026-02-30' }, ['sold'], /"2026-02-30" \(column sold\)/],
  ['a number too large', { stock: 3000000000 }, ['stock'], /out of range.* \(column stock\)/],
  ['a text too long', { name: 'Shoe', code: 'ABCDEF' }, ['code'], /varying\(5\) \(column code\)/],
  [
    'a value in two columns',
    { price: 'none', stock: 'none' },
    ['price', 'stock'],
    /\(column price or stock\)/,
  ],
] as const) {
  test(`a refusal names the column at fault: ${what}`, async () => {
    await withTarget(ddl, {}, async (target) => {
      const failure = failureOf(await target.deliver([delivery('a', 1, { document })], signal));
      assert.equal(failure.code, 'TARGET_REFUSED');
      assert.match(failure.message, message);
      assert.deepEqual(failure.details?.columns, columns);
    });
  });
}

test('a refusal does not repeat a long value to its end', async () => {
  await withTarget(ddl, {}, async (target) => {
    const document = { price: 'x'.repeat(300_000) };
    const { message } = failureOf(await target.deliver([delivery('a', 1, { document })], signal));
    assert.match(message, /type numeric: "x{450,500}… \(column price\)$/);
  });
});

test('a URL without a password is a mistake of the configuration, not an outage', async () => {
  await using scope = await testScope();
  const url = new URL(scope.databaseUrl);
  url.password = '';
  const connector = openPostgres(scope, { url: url.href });
  await assert.rejects(connector.check(signal), {
    code: 'TARGET_MISCONFIGURED',
    message: 'connector shop: the database asks for a password, and the URL has none',
  });
  await connector.close();
});

test('a violated constraint is named, and a taken value shown, but never the rest of the row', async () => {
  await withTarget(ddl, {}, async (target, scope) => {
    await rowsOf(scope, `insert into product (id, colour) values ('first', 'red')`);
    const refuse = async (document: JsonObject) =>
      failureOf(await target.deliver([delivery('a', 1, { document })], signal));
    const negative = await refuse({ price: -1, note: 'jane.doe@example.org' });
    assert.equal(negative.details?.constraint, 'sane');
    assert.match(negative.message, /check constraint "sane"/);
    assert.doesNotMatch(negative.message, /jane.doe/);
    const taken = await refuse({ colour: 'red', note: 'jane.doe@example.org' });
    assert.match(taken.message, /Key \(colour\)=\(red\) already exists/);
    assert.doesNotMatch(taken.message, /jane.doe/);
  });
});

test('a column is not blamed only because its value also occurs in the message', async () => {
  await withTarget(ddl, {}, async (target) => {
    const document = { price: -1, note: 'sane', colour: 'product' };
    const failure = failureOf(await target.deliver([delivery('a', 1, { document })], signal));
    assert.equal(failure.details?.columns, undefined);
  });
});

test('a record that another transaction kept from being written is tried again, not refused', async () => {
  const busy = `${ddl}; create function busy() returns trigger language plpgsql as $$
    begin if new.id = 'b' then raise exception 'busy' using errcode = '40001'; end if; return new; end $$;
    create trigger busy before insert on product for each row execute function busy()`;
  await withTarget(busy, {}, async (target, scope) => {
    const failure = failureOf(await target.deliver([delivery('b', 1)], signal));
    assert.deepEqual([failure.code, failure.retryable], ['TARGET_BUSY', true]);
    await rowsOf(scope, 'drop trigger busy on product');
    assert.deepEqual(kinds(await target.deliver([delivery('b', 1)], signal)), ['applied']);
  });
});

test('a text that PostgreSQL cannot hold fails alone', async () => {
  await withTarget(ddl, {}, async (target) => {
    const batch = ['a', 'b\0', 'c', '\ud800'].map((note, index) =>
      delivery(`k${index}`, 1, { document: { note } }),
    );
    const outcomes = await target.deliver(batch, signal);
    assert.deepEqual(kinds(outcomes), ['applied', 'failed', 'applied', 'failed']);
    assert.match(failureOf(outcomes.slice(1)).message, /NUL character/);
  });
});

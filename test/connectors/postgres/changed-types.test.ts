import assert from 'node:assert/strict';
import { test } from 'node:test';
import { told, withChanges } from './changes-support.ts';
import { rowsOf } from './support.ts';

const LARGE = 9_000;

for (const [type, value] of [
  ['char(8)', 'A1'],
  ['inet', '10.0.0.1'],
  ['boolean', 'true'],
  ['numeric(6,2)', '7'],
  ['timestamptz', '2026-01-01 12:00+02'],
] as const) {
  test(`a key of type ${type} has one text, from the snapshot as from changes, also where a large value did not change`, async () => {
    const made = `create table product (sku ${type} primary key, name text, text text);
      alter table product alter text set storage external;
      insert into product values ('${value}', 'one', repeat('x', ${LARGE}))`;
    await withChanges(made, async (reader, scope) => {
      await reader.untilFollowing();
      await rowsOf(scope, `update product set name = 'two'`);
      await reader.until(({ records }) => records.length > 0);
      await rowsOf(scope, `delete from product`);
      await reader.until(({ records }) => records.length > 0);
      const key = reader.records[0]?.key;
      assert.deepEqual(told(reader.records), [key, key, `-${key}`]);
      const { name, text } = reader.records[1]?.document ?? {};
      assert.deepEqual([name, text], ['two', 'x'.repeat(LARGE)]);
    });
  });
}

test('a column that is added or renamed while the table is followed is in the documents from then on', async () => {
  await withChanges(
    'create table product (sku text primary key, name text)',
    async (reader, scope) => {
      await reader.untilFollowing();
      await rowsOf(scope, `insert into product values ('a', 'x')`);
      await rowsOf(
        scope,
        `alter table product add ean text; insert into product values ('b', 'x', '40')`,
      );
      await rowsOf(
        scope,
        `alter table product rename name to title; update product set ean = '41' where sku = 'a'`,
      );
      await rowsOf(scope, `insert into product values ('last')`);
      await reader.untilKey('last');
      assert.deepEqual(
        reader.records.slice(0, 3).map(({ document }) => document),
        [
          { sku: 'a', name: 'x' },
          { sku: 'b', name: 'x', ean: '40' },
          { sku: 'a', title: 'x', ean: '41' },
        ],
      );
    },
  );
});

test('changes from before a label was renamed and a domain was tightened are read as they were', async () => {
  const made = `create type colour as enum ('red'); create domain short as text; create domain shorter as short;
    create table product (sku text primary key, colour colour, note shorter)`;
  await withChanges(made, async (reader, scope) => {
    await reader.untilFollowing();
    await reader.restart();
    await rowsOf(scope, `insert into product values ('a', 'red', 'much too long')`);
    await rowsOf(
      scope,
      `update product set note = 'fits'; alter type colour rename value 'red' to 'crimson';
      alter domain short add check (length(value) < 5); insert into product values ('b', 'crimson', 'fits')`,
    );
    await reader.untilKey('b');
    assert.deepEqual(
      reader.records.map(({ document }) => document),
      [
        { sku: 'a', colour: 'red', note: 'much too long' },
        { sku: 'a', colour: 'red', note: 'fits' },
        { sku: 'b', colour: 'crimson', note: 'fits' },
      ],
    );
  });
});

test('columns may have any names, also those that the hub’s own statements use', async () => {
  const made = `create table product (t text primary key, r text, n text, d text, k text, u text, c0 text, text text);
    alter table product alter text set storage external`;
  const overrides = { key: 't' };
  await withChanges(
    made,
    async (reader, scope) => {
      await rowsOf(
        scope,
        `insert into product values ('a', '1', '2', '3', '4', '5', '6', repeat('x', ${LARGE}))`,
      );
      await reader.untilFollowing();
      await rowsOf(scope, `update product set r = '9'`);
      await reader.untilKey('a');
      const [first, second] = reader.records;
      assert.deepEqual(second?.document, { ...first?.document, r: '9' });
      assert.equal(Object.keys(second?.document ?? {}).length, 8);
    },
    overrides,
  );
});

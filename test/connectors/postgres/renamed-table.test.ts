import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SourceSettings } from '../../../src/connector-api/index.ts';
import { held, tableOf, withChanges } from './changes-support.ts';
import { rowsOf } from './support.ts';

const ddl = `create table product (sku text primary key, name text);
  drop publication if exists everything; create publication everything for all tables`;

const away = `alter table product rename to former`;
const back = `alter table former rename to product`;

/** What is done to the table within the ten seconds in which nothing checks the publication. */
const episodes = {
  'a table that was changed under another name': [
    ...[away, `update former set name = 'new' where sku = 'a'; delete from former where sku = 'b'`],
    back,
  ],
  'a table that another one replaced for a while': [
    ...[away, `create table product (sku text primary key, name text)`],
    `insert into product values ('a', 'of another'); delete from former where sku = 'a'`,
    `alter table product rename to other; ${back}`,
  ],
  'a table that was changed before another one replaced it': [
    ...[away, `create table product (sku text primary key, name text)`],
    `delete from former`,
  ],
};

for (const [own, options] of [
  ['the hub’s publication', { mode: 'cdc' }],
  ['a publication of all tables', { mode: 'cdc', publication: 'everything' }],
] as const) {
  for (const [what, statements] of Object.entries(episodes)) {
    test(`${what} is noticed at once, and then read again, by ${own}`, async () => {
      const overrides: Partial<SourceSettings> = { options };
      await withChanges(
        ddl,
        async (reader, scope) => {
          await rowsOf(scope, `insert into product values ('a', 'x'), ('b', 'x')`);
          await reader.untilFollowing();
          for (const statement of statements) await rowsOf(scope, statement);
          await rowsOf(scope, `insert into product values ('last', 'x')`);
          await assert.rejects(reader.untilKey('last'), {
            code: 'CHANGES_LOST',
            message: /slot .* dropped it\. .*public\.product (was renamed|and was then)/,
          });
          await reader.untilFollowing();
          assert.deepEqual(held(reader), await tableOf(scope));
        },
        overrides,
      );
    });
  }
}

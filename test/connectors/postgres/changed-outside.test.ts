import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import type { TestScope } from '../../support/scope.ts';
import type { Reader } from './changes-support.ts';
import { held, tableOf, told, withChanges } from './changes-support.ts';
import { rowsOf } from './support.ts';

const ddl = 'create table product (sku text primary key, name text)';

/** Runs a statement on the publication that the hub has made. */
async function onPublication(scope: TestScope, statement: (name: string) => string): Promise<void> {
  const [own] = await rowsOf<{ pubname: string }>(scope, 'select pubname from pg_publication');
  await rowsOf(scope, statement(own?.pubname ?? ''));
}

/** The stream fails once, and reads the table again when it is resumed. */
async function toldAndReadAgain(reader: Reader, scope: TestScope, message: RegExp): Promise<void> {
  await assert.rejects(
    async () => {
      for (;;) await reader.page();
    },
    { code: 'CHANGES_LOST', message },
  );
  await reader.untilFollowing();
  assert.deepEqual(held(reader), await tableOf(scope));
}

test('a database that was restored from a backup older than the hub’s position counts as changes lost', async () => {
  await withChanges(ddl, async (reader, scope) => {
    await rowsOf(scope, `insert into product values ('a'), ('b')`);
    await reader.untilFollowing();
    await reader.restart();
    // To the hub such a database looks like this: its log ends before what the hub has stored.
    const [end] = await rowsOf<{ lsn: string }>(
      scope,
      `select pg_current_wal_lsn() + 16777216 as lsn`,
    );
    reader.cursor = { ...reader.cursor, stored: end?.lsn ?? '' };
    await rowsOf(scope, `insert into product values ('c'); delete from product where sku = 'b'`);
    await toldAndReadAgain(reader, scope, /ends before/);
  });
});

test('changes made while the publication left out the table count as lost, also when it was corrected and the hub restarted meanwhile', async () => {
  await withChanges(ddl, async (reader, scope) => {
    await rowsOf(scope, `insert into product values ('a'), ('b')`);
    await reader.untilFollowing();
    await reader.restart();
    await onPublication(scope, (name) => `alter publication ${name} drop table product`);
    await rowsOf(scope, `insert into product values ('c'); delete from product where sku = 'b'`);
    await assert.rejects(reader.page(), { code: 'CHANGES_LOST', message: /does not include/ });
    await onPublication(scope, (name) => `alter publication ${name} add table product`);
    await reader.restart();
    await toldAndReadAgain(reader, scope, /it was dropped/);
  });
});

test('changes made while the publication left out the table count as lost, also when nobody noticed', async () => {
  await withChanges(ddl, async (reader, scope) => {
    await rowsOf(scope, `insert into product values ('a'), ('b')`);
    await reader.untilFollowing();
    await reader.restart();
    await onPublication(scope, (name) => `alter publication ${name} drop table product`);
    await rowsOf(scope, `insert into product values ('c'); delete from product where sku = 'b'`);
    await onPublication(scope, (name) => `alter publication ${name} add table product`);
    await toldAndReadAgain(reader, scope, /was made again/);
  });
});

test('a table that another one replaces while it is followed is read again, and is followed from then on', async () => {
  await withChanges(ddl, async (reader, scope) => {
    await rowsOf(scope, `insert into product values ('a'), ('b')`);
    await reader.untilFollowing();
    await rowsOf(
      scope,
      `create table fresh (like product including all); insert into fresh values ('a', 'new');
      begin; alter table product rename to old; alter table fresh rename to product; commit`,
    );
    await toldAndReadAgain(reader, scope, /does not include/);
    await rowsOf(scope, `insert into product values ('c')`);
    await reader.untilKey('c');
    assert.deepEqual(told(reader.records).slice(-3), ['a', '-b', 'c']);
  });
});

test('a publication that is dropped and made again while it is followed ends in a new reading of the table', async () => {
  await withChanges(ddl, async (reader, scope) => {
    await rowsOf(scope, `insert into product values ('a')`);
    await reader.untilFollowing();
    const [own] = await rowsOf<{ pubname: string }>(scope, 'select pubname from pg_publication');
    await rowsOf(scope, `drop publication ${own?.pubname}`);
    await rowsOf(scope, `insert into product values ('b')`);
    await rowsOf(scope, `create publication ${own?.pubname} for table product`);
    await toldAndReadAgain(reader, scope, /was made again/);
  });
});

test('a hub that has lost its cursor reports deletions although its new slot could not be made at first', async () => {
  await withChanges(ddl, async (reader, scope) => {
    await rowsOf(scope, `insert into product values ('a'), ('b')`);
    await reader.untilFollowing();
    await reader.restart();
    await rowsOf(scope, `delete from product where sku = 'a'`);
    reader.cursor = null;
    const client = new pg.Client(scope.databaseUrl);
    await client.connect();
    try {
      // The server makes no slot while this transaction is open.
      await client.query(`begin; insert into product values ('c')`);
      const reading = (async () => {
        for (;;) await reader.page();
      })();
      reading.catch(() => undefined); // Awaited below.
      const waiting = `select from pg_locks where locktype = 'transactionid' and not granted`;
      while ((await rowsOf(scope, waiting)).length === 0);
      await reader.restart();
      await assert.rejects(reading);
      await client.query('rollback');
    } finally {
      await client.end();
    }
    const slots = `select from pg_replication_slots where database = current_database()`;
    while ((await rowsOf(scope, slots)).length > 0);
    await reader.untilFollowing();
    assert.deepEqual(held(reader), await tableOf(scope));
  });
});

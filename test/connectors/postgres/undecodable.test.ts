import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { Failure } from '../../../src/connector-api/index.ts';
import { waitingBackend } from '../../support/database.ts';
import type { TestScope } from '../../support/scope.ts';
import type { Reader } from './changes-support.ts';
import { held, tableOf, told, withChanges } from './changes-support.ts';
import { rowsOf } from './support.ts';

const ddl =
  'create table product (sku text primary key, name text); create table other (n int, t text)';

/**
 * Writes rows of another table into a file that the catalog, as of that moment, does not know. Decoding them fails as it
 * does where PostgreSQL looks into its catalog as of a wrong moment ("could not map filenumber").
 */
async function writeUndecodable(scope: TestScope): Promise<void> {
  const holder = new pg.Client({ connectionString: scope.databaseUrl });
  await holder.connect();
  const [file] = (
    await holder.query<{ relfilenode: number }>(
      `select relfilenode from pg_class where relname = 'other'`,
    )
  ).rows;
  const nameFile = (number: number) =>
    holder.query(`update pg_class set relfilenode = ${number} where relname = 'other'`);
  await holder.query('select pg_advisory_lock(1)');
  const writing = rowsOf(
    scope,
    `insert into other select n, case n when 2 then pg_advisory_xact_lock(1)::text end from generate_series(1, 3) n`,
  );
  await waitingBackend(holder);
  await nameFile(4_000_000_000);
  await holder.query('select pg_advisory_unlock(1)');
  await writing;
  await nameFile(file?.relfilenode ?? 0);
  await holder.end();
}

/** Reads until a page fails. */
async function failure(reader: Reader): Promise<unknown> {
  try {
    for (;;) await reader.page();
  } catch (error) {
    return error;
  }
}

test('a slot whose changes the server fails to decode twice is given up, and the table is read again with its deletions', async () => {
  await withChanges(
    ddl,
    async (reader, scope) => {
      await rowsOf(scope, `insert into product values ('a', 'x'), ('b', 'x')`);
      await reader.untilFollowing();
      await writeUndecodable(scope);
      await rowsOf(scope, `delete from product where sku = 'a'; insert into product values ('c')`);
      const error = await failure(reader);
      assert.ok(error instanceof Failure);
      assert.deepEqual([error.code, error.retryable], ['SOURCE_UNAVAILABLE', true]);
      const before = reader.records.length;
      await reader.untilKey('c');
      await reader.untilFollowing();
      assert.deepEqual(told(reader.records.slice(before)), ['b', 'c', '-a']);
      assert.deepEqual(held(reader), await tableOf(scope));
    },
    { options: { mode: 'cdc', onLostChanges: 'snapshot' } },
  );
});

test('unless the configuration allows a snapshot, the loss is reported with what the server said, and resuming reads the table again', async () => {
  await withChanges(ddl, async (reader, scope) => {
    await rowsOf(scope, `insert into product values ('a', 'x')`);
    await reader.untilFollowing();
    await writeUndecodable(scope);
    await rowsOf(scope, `insert into product values ('b')`);
    await failure(reader);
    const error = await failure(reader);
    assert.ok(error instanceof Failure);
    assert.equal(error.code, 'CHANGES_LOST');
    assert.match(error.message, /cannot decode its log behind .*: could not map filenumber/);
    await reader.untilKey('b');
    assert.deepEqual(held(reader), await tableOf(scope));
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import pg from 'pg';
import type { Cursor } from '../../../src/connector-api/index.ts';
import type { TestScope } from '../../support/scope.ts';
import { held, loseSlot, tableOf, told, withChanges } from './changes-support.ts';
import { rowsOf } from './support.ts';

const ddl = 'create table product (sku text primary key, name text)';
const overrides = { options: { mode: 'cdc', onLostChanges: 'snapshot' } };

test('rows deleted while no slot kept the changes are reported deleted, with the snapshot’s version, and no others are', async () => {
  await withChanges(
    ddl,
    async (reader, scope) => {
      await rowsOf(scope, `insert into product values ('a', 'x'), ('b', 'x'), ('c', 'x')`);
      await reader.untilFollowing();
      await rowsOf(scope, `delete from product where sku = 'c'`);
      await reader.untilKey('c');
      const [live] = reader.records.slice(-1);
      await reader.restart();
      await loseSlot(scope);
      await rowsOf(scope, `delete from product where sku = 'a'; insert into product values ('d')`);
      const before = reader.records.length;
      await reader.untilFollowing();
      const since = reader.records.slice(before);
      assert.deepEqual(told(since), ['b', 'd', '-a']);
      assert.equal(new Set(since.map(({ version }) => version)).size, 1);
      assert.deepEqual(live?.document, { sku: 'c' });
      assert.deepEqual(since.at(-1)?.document, { sku: 'a' });
      await rowsOf(scope, `insert into product values ('a', 'again')`);
      await reader.untilKey('a');
      assert.deepEqual(held(reader), await tableOf(scope));
    },
    overrides,
  );
});

test('the first snapshot of a stream asks for no known keys; after a lost slot they are asked for once', async () => {
  await withChanges(
    ddl,
    async (reader, scope) => {
      await rowsOf(scope, `insert into product values ('a')`);
      await reader.untilFollowing();
      assert.deepEqual(reader.asked, []);
      await reader.restart();
      await loseSlot(scope);
      await rowsOf(scope, `delete from product`);
      await reader.untilFollowing();
      await reader.restart();
      await reader.page();
      await rowsOf(scope, `insert into product values ('b')`);
      await reader.untilKey('b');
      assert.deepEqual(reader.asked, ['a']);
    },
    overrides,
  );
});

test('a snapshot that begins again reports the deletion of rows that the earlier view had read', async () => {
  await withChanges(ddl, async (reader, scope) => {
    await rowsOf(scope, `insert into product values ('a'), ('b'), ('c')`);
    await reader.page();
    await reader.page({ limit: 1 });
    await reader.restart();
    await rowsOf(scope, `delete from product where sku = 'a'`);
    await reader.untilFollowing();
    assert.deepEqual(told(reader.records), ['a', 'b', 'c', '-a']);
  });
});

test('a hub that has lost its cursor still reports deletions, since its slot exists', async () => {
  await withChanges(ddl, async (reader, scope) => {
    await rowsOf(scope, `insert into product values ('a'), ('b')`);
    await reader.untilFollowing();
    await reader.restart();
    await rowsOf(scope, `delete from product where sku = 'a'`);
    reader.cursor = null;
    await reader.untilFollowing();
    assert.deepEqual(told(reader.records).slice(2), ['b', '-a']);
  });
});

test('after TRUNCATE the table is read again: rows that are loaded again stay, all others are deleted', async () => {
  await withChanges(
    ddl,
    async (reader, scope) => {
      await rowsOf(scope, `insert into product values ('a', 'x'), ('b', 'x')`);
      await reader.untilFollowing();
      await rowsOf(
        scope,
        `begin; insert into product values ('c'); truncate product; insert into product values ('a', 'y'); commit`,
      );
      await reader.until(({ cursor }) => cursor.phase === 'restart');
      await rowsOf(scope, `insert into product values ('d')`);
      await reader.untilFollowing();
      assert.deepEqual(reader.rejected, []);
      assert.deepEqual(held(reader), await tableOf(scope));
      assert.deepEqual(told(reader.records), ['a', 'b', 'a', 'd', '-b']);
    },
    overrides,
  );
});

test('after a crash the search for deletions continues where it was, and asks the table itself', async () => {
  await withChanges(
    ddl,
    async (reader, scope) => {
      await rowsOf(scope, `insert into product select 'p' || n from generate_series(10, 39) n`);
      await reader.untilFollowing();
      await reader.restart();
      await loseSlot(scope);
      await rowsOf(scope, `delete from product where sku < 'p30'`);
      while (reader.cursor?.phase !== 'deletions') await reader.page({ limit: 5 });
      await reader.page({ limit: 5 });
      await reader.restart();
      await rowsOf(scope, `insert into product values ('p20', 'came back')`);
      await rowsOf(scope, `delete from product where sku = 'p39'`);
      await reader.until(({ records }) => told(records).includes('-p39'), 5);
      assert.equal(new Set(reader.asked).size, reader.asked.length, 'no key is compared twice');
      assert.deepEqual(held(reader), await tableOf(scope));
    },
    overrides,
  );
});

for (const stored of [0, 1, 2, 3]) {
  test(`a hub that dies after storing ${stored} pages of a new snapshot skips nothing, although a slot of that name exists`, async () => {
    await withChanges(
      ddl,
      async (reader, scope) => {
        await rowsOf(scope, `insert into product values ('a'), ('b')`);
        await reader.untilFollowing();
        await reader.restart();
        await loseSlot(scope);
        await rowsOf(scope, `update product set name = 'new' where sku = 'a'`);
        await rowsOf(
          scope,
          `delete from product where sku = 'b'; insert into product values ('c')`,
        );
        for (let nth = 0; nth < stored; nth++) await reader.page();
        await reader.page({ store: false });
        await reader.restart();
        await rowsOf(scope, `insert into product values ('last')`);
        await reader.untilKey('last');
        while (reader.cursor?.phase !== 'changes') await reader.page();
        assert.deepEqual(held(reader), await tableOf(scope));
      },
      overrides,
    );
  });
}

test('known keys are not asked for before all earlier pages are stored', async () => {
  await withChanges(
    ddl,
    async (reader, scope) => {
      await rowsOf(scope, `insert into product values ('a')`);
      await reader.untilFollowing();
      await reader.restart();
      await loseSlot(scope);
      let last = await reader.page({ store: false });
      while (last.cursor.phase !== 'deletions') {
        reader.store(last);
        last = await reader.page({ store: false });
      }
      const { source } = reader;
      let read = false;
      const signal = AbortSignal.timeout(10_000);
      const reading = source
        .read({ cursor: last.cursor, limit: 10, signal })
        .then(() => (read = true));
      // More round trips than reading a page takes.
      for (let nth = 0; nth < 10; nth++) await source.lag(last.cursor, signal);
      assert.equal(read, false);
      source.confirm(last.cursor);
      await reading;
    },
    overrides,
  );
});

test('a hub restored from a backup says that the slot has passed what it stored, and then reads the table again', async () => {
  await withChanges(ddl, async (reader, scope) => {
    await rowsOf(scope, `insert into product values ('a'), ('b')`);
    await reader.untilFollowing();
    const backup = reader.backup();
    await rowsOf(scope, `update product set name = 'new' where sku = 'a'`);
    await reader.untilKey('a');
    await rowsOf(scope, `delete from product where sku = 'b'`);
    await reader.untilKey('b');
    await reader.restore(backup);
    await assert.rejects(reader.page(), { code: 'CHANGES_LOST', message: /from a backup/ });
    await reader.untilFollowing();
    assert.deepEqual(held(reader), await tableOf(scope));
  });
});

test('a slot is never past what is saved, whatever others write to the database, and follows within seconds', async () => {
  await withChanges(ddl, async (reader, scope) => {
    await rowsOf(scope, `create table other (n int)`);
    await reader.untilFollowing();
    const isPast = `select confirmed_flush_lsn > $1::pg_lsn as past from pg_replication_slots where database = current_database()`;
    const quiet = reader.page({ store: false });
    for (let nth = 0; nth < 50; nth++) {
      await rowsOf(scope, `insert into other values (1)`);
      await reader.source.lag(reader.cursor, AbortSignal.timeout(10_000));
      assert.deepEqual(await rowsOf(scope, isPast, [reader.cursor?.stored]), [{ past: false }]);
    }
    const page = await quiet;
    assert.deepEqual(page.records, []);
    const before = reader.cursor?.stored;
    reader.store(page);
    while (!(await rowsOf<{ past: boolean }>(scope, isPast, [before]))[0]?.past);
    await reader.restart();
    await reader.page();
  });
});

/** Holds the reader between its check of the slot and its use, and drops the slot meanwhile. */
async function whileLooking(scope: TestScope, run: () => Promise<void>): Promise<void> {
  const client = new pg.Client(scope.databaseUrl);
  await client.connect();
  try {
    await client.query('begin; lock table pg_publication in access exclusive mode');
    const held = run();
    held.catch(() => undefined); // Awaited below.
    const waiting = `select from pg_locks where relation = 'pg_publication'::regclass and not granted`;
    while ((await rowsOf(scope, waiting)).length === 0);
    await loseSlot(scope);
    await client.query('commit');
    await held;
  } finally {
    await client.end();
  }
}

test('a slot dropped just before it is used counts as lost like any other', async () => {
  await withChanges(ddl, async (reader, scope) => {
    await rowsOf(scope, `insert into product values ('a')`);
    await reader.untilFollowing();
    await reader.restart();
    await whileLooking(scope, async () => {
      await assert.rejects(reader.page(), { code: 'CHANGES_LOST', message: /it was dropped/ });
    });
    await reader.untilFollowing();
    assert.deepEqual(told(reader.records), ['a', 'a']);
  });
});

const keyTypes = {
  bigint: ['-3', '7'],
  'numeric(10,2)': ['7.00', '12345678.90'],
  uuid: ['0b7e3b0e-3a3c-4b8e-9a42-7f6f1c5a4d10', '1b7e3b0e-3a3c-4b8e-9a42-7f6f1c5a4d10'],
  'varchar(20)': [`it's "x"`, 'ü'],
  date: ['2026-02-28', '2026-03-01'],
};

for (const [type, [kept = '', gone = '']] of Object.entries(keyTypes)) {
  test(`a deleted row with a key of type ${type} is reported with the same document as a deletion through the slot`, async () => {
    const made = `create table product (sku ${type} primary key, name text)`;
    await withChanges(
      made,
      async (reader, scope) => {
        const insert = 'insert into product values ($1), ($2)';
        await rowsOf(scope, insert, [kept, gone]);
        await reader.untilFollowing();
        await rowsOf(scope, 'delete from product where sku = $1', [gone]);
        await reader.untilKey(gone);
        const live = reader.records.at(-1);
        await rowsOf(scope, 'insert into product values ($1)', [gone]);
        await reader.untilKey(gone);
        await reader.restart();
        await loseSlot(scope);
        await rowsOf(scope, 'delete from product where sku = $1', [gone]);
        await reader.untilFollowing();
        assert.deepEqual(told(reader.records.slice(-2)), [kept, `-${gone}`]);
        assert.deepEqual(reader.records.at(-1)?.document, live?.document);
      },
      overrides,
    );
  });
}

const change = fc.record({ sku: fc.constantFrom('a', 'b', 'c', 'd'), isDelete: fc.boolean() });
const step = fc.record({
  changes: fc.array(change, { maxLength: 3 }),
  then: fc.constantFrom('read', 'lose', 'restart', 'restore'),
  pages: fc.nat(4),
});

test('whatever is changed, lost, interrupted and restored, the records that were read end up equal to the table', async () => {
  let named = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
      await withChanges(
        ddl,
        async (reader, scope) => {
          await rowsOf(scope, `insert into product values ('a'), ('b'), ('e')`);
          let backup = reader.backup();
          for (const { changes, then, pages } of steps) {
            for (let page = 0; page < pages && !isAtRest(reader.cursor); page++) {
              await reader.page({ limit: 2 });
            }
            for (const { sku, isDelete } of changes) {
              const put = `insert into product values ($1, '${++named}') on conflict (sku) do update set name = excluded.name`;
              const text = isDelete ? 'delete from product where sku = $1' : put;
              await rowsOf(scope, text, [sku]);
            }
            if (then === 'restore') await reader.restore(backup);
            else if (then !== 'read') await reader.restart();
            if (then === 'restart') backup = reader.backup();
            if (then === 'lose') await loseSlot(scope);
          }
          await rowsOf(scope, `insert into product values ('last ${++named}')`);
          await reader.until(() => `last ${named}` in held(reader) && isAtRest(reader.cursor), 2);
          assert.deepEqual(held(reader), await tableOf(scope));
        },
        overrides,
      );
    }),
    { numRuns: 25 },
  );
});

/** Whether everything has been read. Another page might wait for changes. */
function isAtRest(cursor: Cursor | null): boolean {
  return cursor?.phase === 'changes';
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Failure } from '../../../src/connector-api/index.ts';
import { View } from '../../../src/connectors/postgres/changes/view.ts';
import { parseExactly } from '../../../src/domain/index.ts';
import { openPostgres, rowsOf } from './support.ts';
import { loseSlot, nothingKnown, settings, told, withChanges } from './changes-support.ts';

const ddl = 'create table product (sku text primary key, name text, price numeric(10,2))';

test('the rows of the table come first, then what was committed meanwhile and later; nothing comes twice or is left out', async () => {
  await withChanges(ddl, async (reader, scope) => {
    await rowsOf(
      scope,
      `insert into product select 'old ' || n, 'x', n from generate_series(1, 25) n`,
    );
    await reader.page();
    await rowsOf(scope, `insert into product values ('meanwhile', 'x', 1)`);
    await rowsOf(scope, `update product set name = 'y' where sku = 'old 7'`);
    await reader.untilKey('old 7', 10);
    await reader.untilFollowing();
    await rowsOf(scope, `insert into product values ('since', 'x', 1)`);
    await reader.untilKey('since');
    assert.equal(reader.records.length, 28);
    assert.deepEqual(told(reader.records.slice(25)), ['meanwhile', 'old 7', 'since']);
    assert.deepEqual(reader.records.at(-2)?.document, { sku: 'old 7', name: 'y', price: 7 });
  });
});

test('versions rise in the order of the commits, also within a transaction', async () => {
  await withChanges(ddl, async (reader, scope) => {
    await rowsOf(scope, `insert into product values ('a', 'held before', 1)`);
    await reader.untilFollowing();
    await rowsOf(
      scope,
      `begin; update product set name = '1'; update product set name = '2'; update product set name = '1'; commit`,
    );
    await rowsOf(scope, `update product set name = '3'`);
    await rowsOf(scope, `insert into product values ('last')`);
    await reader.untilKey('last');
    const versions = reader.records.map(({ version }) => version);
    assert.deepEqual(
      versions,
      [...new Set(versions)].sort((one, other) => one - other),
    );
    assert.deepEqual(
      reader.records.map(({ document }) => document.name),
      ['held before', '1', '2', '1', '3', null],
    );
    const [newest = 0] = versions.slice(-1);
    assert.ok(Math.abs(newest / 1000 - Date.now()) < 60_000, 'a version is a point in time');
  });
});

test('a delete is reported by its key, and a changed key is a delete and a new row', async () => {
  await withChanges(ddl, async (reader, scope) => {
    await rowsOf(scope, `insert into product values ('a', 'x', 1), ('b', 'x', 1)`);
    await reader.untilFollowing();
    await rowsOf(
      scope,
      `update product set sku = 'c' where sku = 'a'; delete from product where sku = 'b'`,
    );
    await rowsOf(scope, `insert into product values ('last')`);
    await reader.untilKey('last');
    assert.deepEqual(told(reader.records.slice(2)), ['-a', 'c', '-b', 'last']);
    assert.deepEqual(reader.records.at(-2)?.document, { sku: 'b' });
  });
});

test('with full replica identity a delete reports the whole row, and any column may be the key', async () => {
  const full = `create table product (id serial primary key, sku text not null, name text);
    alter table product replica identity full; insert into product (sku, name) values ('a', 'x'), ('b', 'y')`;
  await withChanges(full, async (reader, scope) => {
    await reader.untilFollowing();
    await rowsOf(
      scope,
      `update product set sku = 'c' where sku = 'a'; delete from product where sku = 'b'`,
    );
    await reader.untilKey('b');
    assert.deepEqual(told(reader.records.slice(2)), ['-a', 'c', '-b']);
    assert.deepEqual(reader.records.at(-1)?.document, { id: 2, sku: 'b', name: 'y' });
  });
});

for (const identity of ['default', 'full']) {
  test(`a large value that did not change is kept (replica identity ${identity})`, async () => {
    const large = `create table product (sku text primary key, name text, text text);
      alter table product alter text set storage external; alter table product replica identity ${identity}`;
    await withChanges(large, async (reader, scope) => {
      await rowsOf(scope, `insert into product values ('a', '0', repeat('x', 100000))`);
      await reader.untilFollowing();
      await rowsOf(scope, `update product set name = '1'`);
      await reader.untilKey('a');
      assert.equal(reader.records[1]?.document.text, 'x'.repeat(100_000));
      assert.deepEqual(Object.keys(reader.records[1]?.document ?? {}), ['sku', 'name', 'text']);
      await rowsOf(
        scope,
        `begin; insert into product values ('b', '0', repeat('y', 100000));
        update product set name = '1' where sku = 'b'; update product set sku = 'c' where sku = 'b'; commit`,
      );
      await rowsOf(
        scope,
        `begin; update product set name = '2' where sku = 'a'; delete from product where sku = 'a'; commit`,
      );
      await reader.until(({ records }) => told(records).includes('-a'));
      const c = reader.records.find(({ key }) => key === 'c');
      assert.equal(c?.document.text, 'y'.repeat(100_000));
    });
  });
}

test('a document is the same from the snapshot, from a change and from polling, for values of all types', async () => {
  const types = {
    truth: ['boolean', 'true'],
    small: ['smallint', '-3'],
    large: ['bigint', '9007199254740993'],
    exact: ['numeric', '12345678901234567890.123456789'],
    price: ['numeric(10,2)', '19.90'],
    double: ['double precision', '0.1'],
    nothing: ['text', null],
    words: ['text', `it's "quoted", {with} \\ and ☃`],
    padded: ['char(5)', 'ab'],
    bits: ['bit(3)', '101'],
    at: ['timestamptz', '2026-03-29 02:30:00.123456+02'],
    local: ['timestamp', '2026-03-29 02:30:00'],
    day: ['date', '2026-02-28'],
    span: ['interval', '1 year -2 days 03:04:05.6'],
    bytes: ['bytea', '\\x00ff'],
    id: ['uuid', '0b7e3b0e-3a3c-4b8e-9a42-7f6f1c5a4d10'],
    json: ['json', '{"b": 1.50, "a": [null, true]}'],
    jsonb: ['jsonb', '{"b": 1.50, "a": [null, true]}'],
    list: ['text[]', '{"a,b",NULL,"c\\"d"}'],
    grid: ['int[]', '{{1,2},{3,4}}'],
    mood: ['mood', 'so so'],
    pair: ['pair', '(1,"x y")'],
    range: ['int4range', '[1,5)'],
  } as const;
  const columns = Object.entries(types).map(([name, [type]]) => `"${name}" ${type}`);
  const made = `create type mood as enum ('good', 'so so'); create type pair as (n int, t text);
    create table product (sku text primary key, ${columns.join(', ')})`;
  await withChanges(made, async (reader, scope, connector) => {
    const values = Object.values(types).map(([type], nth) => `$${nth + 1}::${type}`);
    const row = Object.values(types).map(([, value]) => value);
    await rowsOf(scope, `insert into product values ('held', ${values.join(', ')})`, row);
    await reader.untilFollowing();
    await rowsOf(scope, `insert into product values ('changed', ${values.join(', ')})`, row);
    await reader.untilKey('changed');
    const source = connector.source?.({
      ...{ entity: 'product', key: 'sku', version: null, deleted: null, overlapMs: 0, options: {} },
    });
    const signal = AbortSignal.timeout(10_000);
    const polled = await source?.read({ cursor: null, limit: 10, signal });
    const [changedRow] = await rowsOf<{ text: string }>(
      scope,
      `select row_to_json(product)::text as text from product where sku = 'changed'`,
    );
    const byKey = new Map(polled?.records.map(({ key, document }) => [key, document]));
    for (const { key, document } of reader.records) {
      assert.deepEqual(document, byKey.get(key));
      assert.equal(JSON.stringify(document), JSON.stringify(byKey.get(key)));
    }
    assert.equal(reader.records.length, 2);
    assert.ok(parseExactly(changedRow?.text ?? '{}'));
  });
});

test('a table whose columns change while it is followed is read with the columns it has at that time', async () => {
  await withChanges(ddl, async (reader, scope) => {
    await reader.untilFollowing();
    await rowsOf(scope, `insert into product values ('a', 'x', 1)`);
    await rowsOf(scope, `alter table product drop column price`);
    await rowsOf(scope, `insert into product values ('b', 'x')`);
    await reader.untilKey('b');
    assert.deepEqual(
      reader.records.map(({ document }) => Object.keys(document)),
      [
        ['sku', 'name', 'price'],
        ['sku', 'name'],
      ],
    );
  });
});

test('changes that were not stored are read again with the same versions, also from the middle of a transaction', async () => {
  await withChanges(ddl, async (reader, scope) => {
    await reader.untilFollowing();
    await rowsOf(scope, `insert into product select 'a' || n from generate_series(1, 20) n`);
    await rowsOf(scope, `insert into product select 'b' || n from generate_series(1, 20) n`);
    await rowsOf(scope, `insert into product values ('last')`);
    for (const limit of fc.sample(fc.integer({ min: 2, max: 15 }), 40)) {
      if (told(reader.records).includes('last')) break;
      // Read twice: the first time nothing is stored.
      const lost = await reader.page({ limit, store: false });
      await reader.restart();
      assert.deepEqual((await reader.page({ limit })).records, [], 'the first page is empty');
      const again = await reader.page({ limit });
      const common = Math.min(again.records.length, lost.records.length);
      assert.deepEqual(again.records.slice(0, common), lost.records.slice(0, common));
    }
    const expected = [...rows('a'), ...rows('b'), 'last'];
    assert.deepEqual(told(reader.records), expected);
  });
});

function rows(letter: string): string[] {
  return Array.from({ length: 20 }, (_, nth) => `${letter}${nth + 1}`);
}

test('a snapshot cut short by a restart begins again, and one whose run only paused continues', async () => {
  await withChanges(ddl, async (reader, scope) => {
    await rowsOf(
      scope,
      `insert into product select 'old ' || n, 'x', n from generate_series(10, 29) n`,
    );
    await reader.page({ limit: 5 });
    await reader.page({ limit: 5 });
    // Cut short while a page is being read, as by a full log.
    const cut = reader.page({ limit: 5 });
    reader.stop();
    await assert.rejects(cut);
    await reader.page({ limit: 5 });
    assert.deepEqual(told(reader.records).length, 10);
    await reader.restart();
    await rowsOf(scope, `insert into product values ('since')`);
    await reader.untilFollowing();
    const again = told(reader.records).slice(10);
    assert.equal(again.length, 21);
    assert.ok(again.includes('since'));
  });
});

test('a snapshot lost with its connection before it was read is a passing failure, not a misconfiguration', async () => {
  await withChanges(ddl, async (_reader, { databaseUrl }) => {
    const signal = AbortSignal.timeout(10_000);
    const opening = View.open({ connectionString: databaseUrl }, '000000E2-00000002-1', {
      ...{ statementTimeoutMs: 5_000, signal },
    });
    await assert.rejects(opening, { code: 'SOURCE_UNAVAILABLE', retryable: true });
  });
});

test('the server keeps everything that is not stored, and nothing that is', async () => {
  await withChanges(ddl, async (reader, scope) => {
    await reader.untilFollowing();
    await rowsOf(scope, `insert into product values ('a')`);
    const unstored = await reader.page({ store: false });
    assert.deepEqual(told(unstored.records), ['a']);
    await rowsOf(
      scope,
      `create table other as select repeat('x', 1000) from generate_series(1, 2000)`,
    );
    const signal = AbortSignal.timeout(10_000);
    const before = await reader.source.lag(reader.cursor, signal);
    assert.ok(before.behindBytes > 1_000_000, `${before.behindBytes}`);
    assert.equal(before.phase, 'changes');
    await reader.restart();
    await reader.untilKey('a');
    // The WAL of other tables is released too, once the server has reported that it was sent.
    const measure = () => reader.source.lag(reader.cursor, signal);
    while ((await measure()).behindBytes > 100_000 && !signal.aborted);
    assert.ok(((await measure()).behindMs ?? Infinity) < 5_000);
  });
});

test('exactly what is stored is confirmed; with one byte more, a commit that begins there would be left out', async () => {
  await withChanges(ddl, async (reader, scope) => {
    await reader.untilFollowing();
    await rowsOf(scope, `insert into product values ('a')`);
    await reader.untilKey('a');
    await rowsOf(scope, `insert into product values ('b')`);
    await reader.page({ store: false });
    const isThere = `select confirmed_flush_lsn > $1::pg_lsn as beyond, confirmed_flush_lsn = $1::pg_lsn as exact
      from pg_replication_slots where database = current_database()`;
    for (;;) {
      const [slot] = await rowsOf<{ beyond: boolean; exact: boolean }>(scope, isThere, [
        reader.cursor?.stored,
      ]);
      assert.equal(slot?.beyond, false);
      if (slot?.exact) break;
    }
  });
});

test('a user who may not replicate, or not publish, is told what is missing', async () => {
  await withChanges(ddl, async (_reader, scope) => {
    const role = `${scope.namespace}_reader`;
    await rowsOf(
      scope,
      `create role ${role} login password 'secret'; grant usage on schema public to ${role};
      grant select on product to ${role}; create publication shown for table product`,
    );
    const url = new URL(scope.databaseUrl);
    [url.username, url.password] = [role, 'secret'];
    const connector = openPostgres(scope, { url: url.href });
    const refusal = async (options: object) => {
      const owner = { namespace: scope.namespace, stream: 'refused' };
      const changes = connector.changes?.(
        { ...settings, options: { mode: 'cdc', ...options } },
        owner,
        nothingKnown,
      );
      const signal = AbortSignal.timeout(10_000);
      await changes?.read({ cursor: null, limit: 10, signal });
    };
    try {
      await assert.rejects(refusal({}), {
        code: 'SOURCE_REFUSED',
        message: /let its owner run `create publication/,
      });
      await assert.rejects(refusal({ publication: 'shown' }), {
        code: 'SOURCE_REFUSED',
        message: /the user needs `alter role … replication`/,
      });
      await assert.rejects(refusal({ publication: 'other' }), {
        code: 'SOURCE_REFUSED',
        message: /no publication other/,
      });
    } finally {
      await connector.close();
      await rowsOf(scope, `drop publication shown; drop owned by ${role}; drop role ${role}`);
    }
  });
});

test('TRUNCATE is reported to a person, since it names no rows', async () => {
  await withChanges(ddl, async (reader, scope) => {
    await rowsOf(scope, `insert into product values ('a')`);
    await reader.untilFollowing();
    await rowsOf(scope, `truncate product`);
    await reader.until(({ rejected }) => rejected.length > 0);
    assert.match(reader.rejected[0]?.reason ?? '', /TRUNCATE does not say which rows/);
  });
});

test('columns that are not wanted are left out, and a row whose deletion column is set is a deletion', async () => {
  const soft =
    'create table product (sku text primary key, name text, secret text, gone timestamptz)';
  const overrides = { deleted: 'gone', options: { mode: 'cdc', columns: ['name'] } };
  await withChanges(
    soft,
    async (reader, scope) => {
      await rowsOf(scope, `insert into product values ('a', 'x', 'hidden')`);
      await reader.untilFollowing();
      await rowsOf(scope, `update product set gone = now()`);
      await reader.untilKey('a');
      assert.deepEqual(told(reader.records), ['a', '-a']);
      assert.deepEqual(reader.records[0]?.document, { sku: 'a', name: 'x', gone: null });
    },
    overrides,
  );
});

test('lost changes fail the stream first, and resuming it reads the table again', async () => {
  await withChanges(ddl, async (reader, scope) => {
    await rowsOf(scope, `insert into product values ('a')`);
    await reader.untilFollowing();
    await reader.restart();
    await loseSlot(scope);
    await rowsOf(scope, `insert into product values ('b')`);
    const lag = await reader.source.lag(reader.cursor, AbortSignal.timeout(10_000));
    assert.deepEqual([lag.phase, lag.health], ['none', 'late']);
    await assert.rejects(reader.page(), {
      code: 'CHANGES_LOST',
      message: /slot .* is lost: it was dropped/,
    });
    await reader.untilKey('b');
    assert.deepEqual(told(reader.records), ['a', 'a', 'b']);
    const [first, second] = reader.records;
    assert.ok((second?.version ?? 0) > (first?.version ?? 0));
  });
});

const refusals: readonly (readonly [string, string, RegExp])[] = [
  [
    'a table without replica identity',
    'create table product (sku text)',
    /key sku is not in the replica identity/,
  ],
  ['a view', `create view product as select 'a' as sku`, /not a permanent table/],
  ['a table that is not there', 'select 1', /There is no table product/],
];

for (const [what, made, message] of refusals) {
  test(`${what} is refused before anything is created in the database`, async () => {
    await withChanges(made, async (reader, scope) => {
      await assert.rejects(reader.page(), (error) => {
        assert.ok(error instanceof Failure);
        assert.equal(error.code, 'SOURCE_REFUSED');
        assert.match(error.message, message);
        return true;
      });
      const [left] = await rowsOf<{ count: string }>(
        scope,
        `select (select count(*) from pg_publication) + (select count(*) from pg_replication_slots where database = current_database()) as count`,
      );
      assert.equal(Number(left?.count), 0);
    });
  });
}

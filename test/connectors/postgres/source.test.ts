import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import pg from 'pg';
import type { Cursor, Source, SourceRecord } from '../../../src/connector-api/index.ts';
import { readAll } from '../../support/read-all.ts';
import { rowsOf, signal, withSource } from './support.ts';

/** Makes one sweep in small pages. */
const sweep = (source: Source, from: Cursor | null, limit = 3) => readAll(source, from, limit);

const keysOf = (records: readonly SourceRecord[]) => records.map(({ key }) => key);
const ddl =
  'create table product (sku text primary key, name text, changed timestamptz not null, gone boolean)';

test('rows with equal timestamps across pages are all read once, and a second sweep reads only the overlap', async () => {
  await withSource(ddl, async (source, scope) => {
    await rowsOf(
      scope,
      `insert into product select 'old ' || n, 'x', now() - interval '1 hour' from generate_series(1, 10) n`,
    );
    await rowsOf(scope, `insert into product values ('new', 'x', now())`);
    const first = await sweep(source, null);
    assert.equal(new Set(keysOf(first.records)).size, 11);
    assert.equal(first.records.length, 11);
    assert.deepEqual(keysOf((await sweep(source, first.cursor)).records), ['new']);
  });
});

test('microseconds are kept: two rows of one millisecond are read in order, and neither is left out', async () => {
  await withSource(ddl, async (source, scope) => {
    await rowsOf(
      scope,
      `insert into product values ('later', '', '2026-01-01 00:00:00.000002Z'), ('sooner', '', '2026-01-01 00:00:00.000001Z')`,
    );
    const { records } = await sweep(source, null, 1);
    assert.deepEqual(
      records.map(({ key, version }) => [key, version % 1000]),
      [
        ['sooner', 1],
        ['later', 2],
      ],
    );
  });
});

test('a row committed late with an older timestamp is read by the next sweep', async () => {
  await withSource(ddl, async (source, scope) => {
    const writer = new pg.Client({ connectionString: scope.databaseUrl });
    await writer.connect();
    await writer.query('begin');
    await writer.query(`insert into product values ('late', 'x', clock_timestamp())`);
    await rowsOf(scope, `insert into product values ('quick', 'x', clock_timestamp())`);
    const first = await sweep(source, null);
    assert.deepEqual(keysOf(first.records), ['quick']);
    await writer.query('commit');
    await writer.end();
    assert.deepEqual(keysOf((await sweep(source, first.cursor)).records).sort(), ['late', 'quick']);
  });
});

test('rows of a transaction that was open for longer than the overlap are read by the next sweep', async () => {
  await withSource(
    ddl,
    async (source, scope) => {
      const writer = new pg.Client({ connectionString: scope.databaseUrl });
      await writer.connect();
      await writer.query('begin');
      await writer.query(`insert into product values ('slow', 'x', clock_timestamp())`);
      await rowsOf(
        scope,
        `insert into product values ('quick', 'x', clock_timestamp() + interval '10 minutes')`,
      );
      const { cursor } = await sweep(source, null);
      await writer.query('commit');
      await writer.end();
      assert.ok(keysOf((await sweep(source, cursor)).records).includes('slow'));
    },
    { overlapMs: 0 },
  );
});

for (const zone of ['America/New_York', 'UTC', 'Asia/Tokyo']) {
  test(`rows of a long transaction are read by the next sweep, although their times have no zone and are those of ${zone}`, async () => {
    await withSource(
      'create table product (sku text primary key, changed timestamp not null, gone boolean)',
      async (source, scope) => {
        const insert = (sku: string) =>
          `insert into product values ('${sku}', clock_timestamp() at time zone '${zone}')`;
        const writer = new pg.Client({ connectionString: scope.databaseUrl });
        await writer.connect();
        await writer.query('begin');
        await writer.query(insert('slow'));
        await rowsOf(scope, insert('quick'));
        const first = await sweep(source, null);
        assert.deepEqual(keysOf(first.records), ['quick']);
        await writer.query('commit');
        await writer.end();
        assert.ok(keysOf((await sweep(source, first.cursor)).records).includes('slow'));
      },
      { overlapMs: 0 },
    );
  });
}

test('deleted rows are reported, and rows without a version are rejected with the reason', async () => {
  await withSource(
    'create table product (sku text primary key, changed timestamptz, gone boolean)',
    async (source, scope) => {
      await rowsOf(scope, `insert into product values ('a', now(), true), ('b', null, false)`);
      const { records, pages } = await sweep(source, null);
      assert.deepEqual(
        records.map(({ key, operation }) => [key, operation]),
        [['a', 'delete']],
      );
      assert.match(pages[0]?.rejected[0]?.reason ?? '', /changed is null/);
    },
  );
});

test('whole numbers can be versions, and a sweep reaches back by `overlapVersions`', async () => {
  await withSource(
    'create table product (sku text primary key, changed bigint not null, gone boolean)',
    async (source, scope) => {
      await rowsOf(scope, `insert into product select 'k' || n, n from generate_series(1, 50) n`);
      const first = await sweep(source, null, 7);
      assert.equal(first.records.length, 50);
      await rowsOf(scope, `insert into product values ('new', 51)`);
      const second = await sweep(source, first.cursor, 7);
      assert.deepEqual(keysOf(second.records), ['k45', 'k46', 'k47', 'k48', 'k49', 'k50', 'new']);
    },
    { options: { overlapVersions: 5 } },
  );
});

test('without a version column every run reads everything', async () => {
  await withSource(
    'create table product (sku int primary key, gone boolean)',
    async (source, scope) => {
      await rowsOf(scope, 'insert into product select n from generate_series(1, 10) n');
      const first = await sweep(source, null);
      assert.deepEqual(keysOf(first.records), ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
      assert.equal((await sweep(source, first.cursor)).records.length, 10);
    },
    { version: null },
  );
});

test('a missing column is refused by name, and an aborted read is reported as cancelled', async () => {
  await withSource(
    ddl,
    async (source) => {
      await assert.rejects(source.read({ cursor: null, limit: 1, signal }), {
        code: 'SOURCE_REFUSED',
        message: /no column nothing; it has sku, name, changed, gone/,
      });
    },
    { version: 'nothing' },
  );
  await withSource(
    `create table t (id int); create view product as select 'a' as sku, now() as changed, false as gone, pg_sleep(30)::text as slow`,
    async (source) => {
      const stop = new AbortController();
      const reading = source.read({ cursor: null, limit: 1, signal: stop.signal });
      stop.abort();
      await assert.rejects(reading, { code: 'CANCELLED' });
    },
  );
});

test('the newest state is read, whatever is committed in whatever order and wherever crashes move the cursor back to', async () => {
  await withSource(ddl, async (source, scope) => {
    const client = new pg.Client({ connectionString: scope.databaseUrl });
    await client.connect();
    const upsert = `insert into product values ($1, $2, to_timestamp($3::double precision / 1000))
      on conflict (sku) do update set name = excluded.name, changed = excluded.changed`;
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('write' as const),
        key: fc.integer({ min: 0, max: 5 }),
        ageMs: fc.integer({ min: 0, max: 900 }),
      }),
      fc.record({
        kind: fc.constant('sweep' as const),
        limit: fc.integer({ min: 1, max: 4 }),
        crash: fc.boolean(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (steps) => {
        await client.query('truncate product');
        const held = new Map<string, SourceRecord>();
        let cursor: Cursor | null = null;
        let writes = 0;
        for (const one of [...steps, { kind: 'sweep' as const, limit: 3, crash: false }]) {
          if (one.kind === 'write') {
            await client.query(upsert, [
              `k${one.key}`,
              `write ${++writes}`,
              Date.now() - one.ageMs,
            ]);
            continue;
          }
          const result = await sweep(source, cursor, one.limit);
          // The record that was read last counts.
          for (const record of result.records) held.set(record.key, record);
          if (!one.crash) cursor = result.cursor;
        }
        const { rows } = await client.query<{ sku: string; name: string }>(
          'select sku, name from product',
        );
        for (const { sku, name } of rows) assert.equal(held.get(sku)?.document.name, name);
      }),
      { numRuns: 40 },
    );
    await client.end();
  });
});

test('rows are fetched by key with the same content as in a sweep, and keys that the column cannot hold find nothing', async () => {
  await withSource(ddl, async (source, scope) => {
    await rowsOf(
      scope,
      `insert into product values ('a', 'x', now(), false), ('b', 'y', now(), true)`,
    );
    const { records = [] } =
      (await source.fetch?.({ keys: ['a', 'b', 'none', '\0'], signal })) ?? {};
    const swept = await sweep(source, null);
    assert.deepEqual(
      records.toSorted((one, other) => one.key.localeCompare(other.key)),
      swept.records.toSorted((one, other) => one.key.localeCompare(other.key)),
    );
  });
  const numbered = ddl.replace('sku text', 'sku integer');
  await withSource(numbered, async (source, scope) => {
    await rowsOf(scope, `insert into product values (2147483647, 'x', now())`);
    const keys = ['2147483647', 'x', '99999999999999999999', '9223372036854775807', '1.5'];
    const fetched = await source.fetch?.({ keys, signal });
    assert.deepEqual(keysOf(fetched?.records ?? []), ['2147483647']);
  });
  const uuids = ddl.replace('sku text', 'sku uuid');
  await withSource(uuids, async (source, scope) => {
    const id = '0b5c2f1e-3a4d-4e5f-8a9b-0c1d2e3f4a5b';
    await rowsOf(scope, `insert into product values ('${id}', 'x', now())`);
    const fetched = await source.fetch?.({ keys: [id.toUpperCase(), 'no uuid'], signal });
    assert.deepEqual(keysOf(fetched?.records ?? []), [id]);
  });
});

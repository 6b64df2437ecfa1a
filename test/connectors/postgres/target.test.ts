import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import type { Delivery } from '../../../src/connector-api/index.ts';
import type { JsonObject } from '../../../src/domain/index.ts';
import type { TestScope } from '../../support/scope.ts';
import { testScope } from '../../support/scope.ts';
import { delivery, kinds, openPostgres, rowsOf, signal, withTarget } from './support.ts';

const withVersion =
  'create table product (id text primary key, name text, price numeric(12,2), changed timestamptz)';
const withoutVersion = 'create table product (id text primary key, name text, price numeric(12,2))';

for (const [how, ddl, options] of [
  ['a version column', withVersion, { versionColumn: 'changed' }],
  ['versions kept beside the table', withoutVersion, {}],
] as const) {
  test(`with ${how}, a batch is applied once and its redelivery changes nothing`, async () => {
    await withTarget(ddl, options, async (target, scope) => {
      const batch = [delivery('a', 1_000_000), delivery('b', 1_000_000)];
      assert.deepEqual(kinds(await target.deliver(batch, signal)), ['applied', 'applied']);
      assert.deepEqual(kinds(await target.deliver(batch, signal)), ['unchanged', 'unchanged']);
      assert.deepEqual(await rowsOf(scope, 'select id, name from product order by id'), [
        { id: 'a', name: 'a v1000000' },
        { id: 'b', name: 'b v1000000' },
      ]);
    });
  });

  test(`with ${how}, an older version never overwrites a newer one, but the same version with other content does`, async () => {
    await withTarget(ddl, options, async (target, scope) => {
      const name = async () => (await rowsOf(scope, 'select name from product'))[0]?.name as string;
      await target.deliver([delivery('a', 2_000_000)], signal);
      assert.deepEqual(kinds(await target.deliver([delivery('a', 1_000_000)], signal)), [
        'unchanged',
      ]);
      assert.equal(await name(), 'a v2000000');
      const corrected = delivery('a', 2_000_000, { document: { name: 'corrected' } });
      assert.deepEqual(kinds(await target.deliver([corrected], signal)), ['applied']);
      assert.equal(await name(), 'corrected');
    });
  });

  test(`with ${how}, a forced delivery is written even if the table holds a newer version, and leads from there on`, async () => {
    await withTarget(ddl, options, async (target, scope) => {
      await target.deliver(
        ['a', 'b', 'c'].map((id) => delivery(id, 3_000_000)),
        signal,
      );
      const batch = [
        delivery('a', 1_000_000, { forced: true }),
        delivery('b', 1_000_000, { forced: true, operation: 'delete', document: {} }),
        delivery('c', 1_000_000),
      ];
      assert.deepEqual(kinds(await target.deliver(batch, signal)), [
        'applied',
        'applied',
        'unchanged',
      ]);
      assert.deepEqual(
        kinds(await target.deliver(batch, signal)),
        ['unchanged', 'unchanged', 'unchanged'],
        'its redelivery changes nothing',
      );
      assert.deepEqual(await rowsOf(scope, 'select id, name from product order by id'), [
        { id: 'a', name: 'a v1000000' },
        { id: 'c', name: 'c v3000000' },
      ]);
      assert.deepEqual(kinds(await target.deliver([delivery('a', 2_000_000)], signal)), [
        'applied',
      ]);
    });
  });

  test(`with ${how}, a deletion removes the row, and deleting again changes nothing`, async () => {
    await withTarget(ddl, options, async (target, scope) => {
      await target.deliver([delivery('a', 1_000_000)], signal);
      const gone = [delivery('a', 2_000_000, { operation: 'delete', document: {} })];
      assert.deepEqual(kinds(await target.deliver(gone, signal)), ['applied']);
      assert.deepEqual(await rowsOf(scope, 'select * from product'), []);
      assert.deepEqual(kinds(await target.deliver(gone, signal)), ['unchanged']);
    });
  });

  test(`with ${how}, only the bad one of a thousand records fails, with its reason`, async () => {
    await withTarget(ddl, options, async (target, scope) => {
      const batch: Delivery[] = Array.from({ length: 1000 }, (_, index) =>
        delivery(`k${index}`, 1_000_000, { document: { price: index === 617 ? 'cheap' : index } }),
      );
      const outcomes = await target.deliver(batch, signal);
      const failed = outcomes.flatMap((outcome, index) =>
        outcome.kind === 'failed' ? [{ index, outcome }] : [],
      );
      assert.deepEqual(
        failed.map(({ index }) => index),
        [617],
      );
      assert.match(
        failed[0]?.outcome.failure.message ?? '',
        /invalid input syntax for type numeric: "cheap"/,
      );
      assert.equal(failed[0]?.outcome.failure.code, 'TARGET_REFUSED');
      assert.deepEqual(await rowsOf(scope, 'select count(*)::int as count from product'), [
        { count: 999 },
      ]);
    });
  });
}

test('rows that were in the table before the hub came yield only to newer versions, and missing rows are added', async () => {
  await withTarget(withVersion, { versionColumn: 'changed' }, async (target, scope) => {
    await rowsOf(
      scope,
      `insert into product (id, name, changed) values ('a', 'old', 'epoch'), ('b', 'new', now())`,
    );
    const batch = ['a', 'b', 'c'].map((id) => delivery(id, 1_000_000));
    assert.deepEqual(kinds(await target.deliver(batch, signal)), [
      'applied',
      'unchanged',
      'applied',
    ]);
    assert.deepEqual(await rowsOf(scope, 'select id, name from product order by id'), [
      { id: 'a', name: 'a v1000000' },
      { id: 'b', name: 'new' },
      { id: 'c', name: 'c v1000000' },
    ]);
  });
});

test('fields that a document does not contain keep their value', async () => {
  await withTarget(withVersion, { versionColumn: 'changed' }, async (target, scope) => {
    await target.deliver([delivery('a', 1, { document: { name: 'Shoe', price: 10 } })], signal);
    await target.deliver([delivery('a', 2, { document: { price: 12.5 } })], signal);
    assert.deepEqual(await rowsOf(scope, 'select name, price from product'), [
      { name: 'Shoe', price: '12.50' },
    ]);
  });
});

test('values of every common type arrive unchanged', async () => {
  const ddl = `create table product (id int primary key, tags text[], data jsonb, active boolean, note text, big bigint, at timestamptz)`;
  await withTarget(ddl, {}, async (target, scope) => {
    const document = {
      tags: ['a "quoted"', 'back\\slash', null],
      data: { nested: [1, { two: 2 }] },
      active: false,
      note: `it's {a, "test"}\n`,
      big: '9007199254740993',
      at: '2026-01-02T03:04:05.123456Z',
    };
    await target.deliver([delivery('7', 1, { document })], signal);
    const [row] = await rowsOf(
      scope,
      'select *, big::text, extract(microseconds from at)::int as micros from product',
    );
    assert.deepEqual(
      [row?.id, row?.tags, row?.data, row?.active, row?.note, row?.big, row?.micros],
      [7, document.tags, document.data, false, document.note, document.big, 5123456],
    );
  });
});

test('a row that is no longer as expected is left alone, even if it is being edited at that moment', async () => {
  await withTarget(withoutVersion, {}, async (target, scope) => {
    await rowsOf(scope, `insert into product values ('a', 'one', 19.90), ('b', 'two', 5)`);
    const expecting = (key: string, version: number, now: JsonObject) => {
      const document = { name: 'hub' };
      return delivery(key, version, { document, expected: { now, then: document } });
    };
    const names = async () => {
      const rows = await rowsOf<{ name: string }>(scope, 'select name from product order by id');
      return rows.map(({ name }) => name);
    };
    const editor = new pg.Client({ connectionString: scope.databaseUrl });
    await editor.connect();
    try {
      await editor.query(`begin; update product set name = 'edited' where id = 'a'`);
      const first = target.deliver(
        [
          expecting('a', 1, { name: 'one', price: '19.9' }),
          expecting('b', 1, { name: 'two', price: '5.0' }),
          expecting('c', 1, { name: 'three' }),
        ],
        signal,
      );
      await untilBlocked(scope);
      await editor.query('commit');
      assert.deepEqual(kinds(await first), ['changed', 'applied', 'applied']);
      assert.deepEqual(await names(), ['edited', 'hub', 'hub']);
    } finally {
      await editor.end();
    }
    // No version was stored for it, so the same version is applied after the target was asked again.
    const again = [expecting('a', 1, { name: 'edited' })];
    assert.deepEqual(kinds(await target.deliver(again, signal)), ['applied']);
    assert.deepEqual(kinds(await target.deliver([expecting('a', 1, { name: 'hub' })], signal)), [
      'unchanged',
    ]);
    assert.deepEqual(await names(), ['hub', 'hub', 'hub']);
  });
});

for (const [mark, marking, options] of [
  ['boolean', 'true', {}],
  ['timestamptz', 'now()', { versionColumn: 'changed' }],
] as const) {
  test(`a row that somebody marks as deleted in a ${mark} column after the hub has asked is not as expected any more`, async () => {
    const ddl = `create table product (id text primary key, name text, gone ${mark}, changed timestamptz)`;
    await withTarget(ddl, { markDeleted: 'gone', ...options }, async (target, scope) => {
      await target.deliver([delivery('a', 1), delivery('b', 1), delivery('c', 1)], signal);
      const expecting = (key: string, operation: Delivery['operation'] = 'upsert') => {
        const document = operation === 'upsert' ? { name: 'hub' } : {};
        const expected = { now: { name: `${key} v1` }, then: { name: 'hub' } };
        return delivery(key, 2, { operation, document, expected });
      };
      const batch = [expecting('a'), expecting('b'), expecting('c', 'delete')];
      const told = async () => {
        const isGone = `gone is not null and gone::text <> 'false'`;
        const text = `select id, name, ${isGone} as gone from product order by id`;
        const rows = await rowsOf<{ id: string; name: string; gone: boolean }>(scope, text);
        return rows.map(({ id, name, gone }) => [id, name, gone]);
      };
      const editor = new pg.Client({ connectionString: scope.databaseUrl });
      await editor.connect();
      try {
        await editor.query(`begin; update product set gone = ${marking} where id in ('a', 'c')`);
        const first = target.deliver(batch, signal);
        await untilBlocked(scope);
        await editor.query('commit');
        assert.deepEqual(kinds(await first), ['changed', 'applied', 'changed']);
      } finally {
        await editor.end();
      }
      assert.deepEqual(await told(), [
        ['a', 'a v1', true],
        ['b', 'hub', false],
        ['c', 'c v1', true],
      ]);
      // Asked anew, the thing is not there, and an edit of the other side brings it back.
      const { expected: _, ...again } = expecting('a');
      assert.deepEqual(kinds(await target.deliver([again], signal)), ['applied']);
      assert.deepEqual((await told())[0], ['a', 'hub', false]);
    });
  });
}

test('all existing rows with a business key are found', async () => {
  await withTarget(withoutVersion, {}, async (target, scope) => {
    await rowsOf(
      scope,
      `insert into product values ('1', 'Shoe', 1), ('2', 'Boot', 2), ('3', 'Boot', 3)`,
    );
    const found = await target.match?.({ field: 'name', values: ['Shoe', 'Boot', 'Hat'], signal });
    assert.deepEqual(found?.get('Shoe'), ['1']);
    assert.deepEqual([...(found?.get('Boot') ?? [])].sort(), ['2', '3']);
    assert.equal(found?.get('Hat'), undefined);
  });
});

test('an unreachable database fails the call as unavailable, not the records', async () => {
  await using scope = await testScope();
  const away = new URL(scope.databaseUrl);
  away.port = '1';
  const connector = openPostgres(scope, { url: away.href });
  const target = connector.target?.({ entity: 'product', lane: 'l', options: {} });
  await assert.rejects(target?.deliver([delivery('a', 1)], signal) ?? Promise.resolve(), {
    code: 'TARGET_UNAVAILABLE',
  });
  await connector.close();
});

test('a missing table, a missing column and a wrong password are reported to the operator', async () => {
  await withTarget(withoutVersion, {}, async (target, scope) => {
    const connector = openPostgres(scope);
    const absent = connector.target?.({ entity: 'shop.nothing', lane: 'l', options: {} });
    await assert.rejects(absent?.deliver([delivery('a', 1)], signal) ?? Promise.resolve(), {
      code: 'TARGET_MISCONFIGURED',
      message: /no table or view shop.nothing/,
    });
    await assert.rejects(
      target.deliver([delivery('a', 1, { document: { colour: 'red' } })], signal),
      {
        code: 'TARGET_MISCONFIGURED',
        message: /no column colour; it has id, name, price/,
      },
    );
    await connector.close();
    const wrong = new URL(scope.databaseUrl);
    wrong.password = 'wrong';
    const stranger = openPostgres(scope, { url: wrong.href });
    await assert.rejects(stranger.check(signal), { code: 'TARGET_MISCONFIGURED' });
    await stranger.close();
  });
});

test('a connection cut in the middle of a batch fails the call, and the same batch is applied afterwards', async () => {
  await withTarget(withVersion, { versionColumn: 'changed' }, async (target, scope) => {
    await rowsOf(
      scope,
      `create function slow() returns trigger language plpgsql as $$
      begin perform pg_sleep(30); return new; end $$;
      create trigger slow before insert on product for each row execute function slow()`,
    );
    const cut = assert.rejects(target.deliver([delivery('a', 1)], signal), {
      code: 'TARGET_UNAVAILABLE',
    });
    for (let killed = false; !killed;) {
      const rows = await rowsOf(
        scope,
        `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event = 'PgSleep'`,
      );
      killed = rows.length > 0;
    }
    await cut;
    await rowsOf(scope, 'drop trigger slow on product');
    assert.deepEqual(kinds(await target.deliver([delivery('a', 1)], signal)), ['applied']);
  });
});

/** Waits until some statement of this database waits for a lock. */
async function untilBlocked(scope: TestScope): Promise<void> {
  for (;;) {
    const text = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    if ((await rowsOf(scope, text)).length > 0) return;
    signal.throwIfAborted();
  }
}

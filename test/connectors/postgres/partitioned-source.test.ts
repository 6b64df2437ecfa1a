import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cursor, SourceRecord } from '../../../src/connector-api/index.ts';
import { told, withChanges } from './changes-support.ts';
import { rowsOf, signal, withSource } from './support.ts';

/**
 * Partitioned by year, and one year also by region, so that there are leaves at two depths. The primary key must
 * contain the columns that partition the table.
 */
const ddl = `
  create table product (sku text, region text, changed timestamptz, gone boolean, name text, primary key (sku, region, changed))
    partition by range (changed);
  create table product_2025 partition of product for values from ('2025-01-01') to ('2026-01-01');
  create table product_2026 partition of product for values from ('2026-01-01') to ('2027-01-01') partition by list (region);
  create table product_2026_north partition of product_2026 for values in ('north');
  create table product_2026_rest partition of product_2026 default`;

const insert = (rows: string) =>
  `insert into product (sku, region, changed, name) values ${rows.replaceAll('@', '-01 12:00+00')}`;

test('a partitioned table is polled in version order across its partitions, including rows that move between them', async () => {
  await withSource(ddl, async (source, scope) => {
    await rowsOf(
      scope,
      insert(`('a', 'north', '2025-03@', 'x'), ('b', 'north', '2026-02@', 'x'), ('c', 'south', '2026-01@', 'x'),
        ('d', 'south', '2025-01@', 'x')`),
    );
    const records: SourceRecord[] = [];
    let cursor: Cursor | null = null;
    const sweep = async () => {
      for (let more = true; more;) {
        const page = await source.read({ cursor, limit: 2, signal });
        records.push(...page.records);
        ({ cursor, more } = page);
      }
    };
    await sweep();
    assert.deepEqual(told(records), ['d', 'a', 'c', 'b']);
    await rowsOf(
      scope,
      `update product set changed = now(), region = 'south' where sku in ('a', 'b');
       create table product_later partition of product for values from ('2027-01-01') to ('2100-01-01')`,
    );
    records.length = 0;
    await sweep();
    const moved = records.filter(({ document }) => document.region === 'south');
    assert.deepEqual(new Set(moved.map(({ key }) => key)), new Set(['a', 'b']));
  });
});

test('changes of a partitioned table are captured as those of one table, whichever partition they are made in', async () => {
  await withChanges(ddl, async (reader, scope) => {
    await rowsOf(scope, insert(`('a', 'north', '2025-03@', 'x'), ('b', 'north', '2026-02@', 'x')`));
    await reader.untilFollowing();
    assert.deepEqual(told(reader.records), ['a', 'b']);
    reader.records.length = 0;

    await rowsOf(scope, insert(`('c', 'south', '2026-01@', 'new')`));
    await rowsOf(scope, `update product set name = 'y' where sku = 'a'`);
    await rowsOf(scope, `delete from product where sku = 'b'`);
    await rowsOf(
      scope,
      `create table product_2027 partition of product for values from ('2027-01-01') to ('2028-01-01')`,
    );
    await rowsOf(scope, insert(`('d', 'north', '2027-01@', 'in a new partition')`));
    await reader.untilKey('d');
    assert.deepEqual(told(reader.records), ['c', 'a', '-b', 'd']);
    assert.deepEqual(
      reader.records.map(({ document }) => document.name),
      ['new', 'y', undefined, 'in a new partition'],
    );
  });
});

test('a row that moves to another partition ends with its new content there, including large values', async () => {
  const large = 'x'.repeat(20_000);
  await withChanges(ddl, async (reader, scope) => {
    await rowsOf(
      scope,
      `alter table product add note text; alter table product alter note set storage external`,
    );
    await rowsOf(scope, insert(`('a', 'north', '2025-03@', 'x'), ('b', 'north', '2026-03@', 'x')`));
    await rowsOf(scope, `update product set note = '${large}'`);
    await reader.untilFollowing();
    reader.records.length = 0;
    await rowsOf(scope, `update product set name = 'same place' where sku = 'b'`);
    await rowsOf(
      scope,
      `update product set name = 'moved', changed = '2026-07-01' where sku = 'a'`,
    );
    await rowsOf(scope, insert(`('last', 'north', '2025-03@', 'x')`));
    await reader.untilKey('last');
    assert.deepEqual(told(reader.records), ['b', '-a', 'a', 'last']);
    const [same, gone, moved] = reader.records;
    assert.deepEqual([same?.document.name, same?.document.note], ['same place', large]);
    assert.deepEqual([moved?.document.name, moved?.document.note], ['moved', large]);
    assert.ok((gone?.version ?? 0) < (moved?.version ?? 0));
  });
});

test('a partition whose replica identity lacks the key is refused before anything is created: its updates would fail', async () => {
  await withChanges(
    `${ddl}; alter table product_2026_rest replica identity nothing`,
    async (reader, scope) => {
      await assert.rejects(reader.page(), {
        code: 'SOURCE_REFUSED',
        message: /sku is not in the replica identity of partition product_2026_rest/,
      });
      await rowsOf(scope, insert(`('c', 'south', '2026-01@', 'x')`));
      await rowsOf(scope, `update product set name = 'y'; delete from product`);
    },
  );
});

test('a publication that publishes partitions instead of their table is refused, and one that publishes the table is read', async () => {
  const publish = `create publication of_parts for table product; create publication of_all for table product with (publish_via_partition_root = true)`;
  for (const publication of ['of_parts', 'of_all']) {
    const options = { mode: 'cdc', publication };
    await withChanges(
      `drop publication if exists of_parts, of_all; ${ddl}; ${publish}`,
      async (reader, scope) => {
        if (publication === 'of_parts') {
          const message = /a partitioned table requires publish_via_partition_root/;
          await assert.rejects(reader.page(), { code: 'SOURCE_REFUSED', message });
          return;
        }
        await reader.untilFollowing();
        await rowsOf(scope, insert(`('a', 'north', '2026-03@', 'x')`));
        await reader.untilKey('a');
      },
      { options },
    );
  }
});

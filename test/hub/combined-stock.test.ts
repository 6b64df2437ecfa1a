import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { rowsOf } from '../support/database.ts';
import { startTestHub, syncAndSettle, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(110_000);
const guide = path.resolve(import.meta.dirname, '../../ops/guide/flows.md');

test('the example of the guide gives the shop what is left of each article in all warehouses', async () => {
  const text = (await readFile(guide, 'utf8')).split('## Combine records')[1] ?? '';
  const [, tables = ''] = /```sql\n([^]*?)```/.exec(text) ?? [];
  const [, yaml = ''] = /```yaml\n([^]*?)```/.exec(text) ?? [];
  await using scope = await testScope();
  const { databaseUrl, dir } = scope;
  const sql = (statements: string) => rowsOf(databaseUrl, statements);
  const triggers = tables.slice(tables.indexOf('create trigger'));
  await sql(`${tables}; ${triggers.replaceAll('on stock_level', 'on safety_stock')};
    create table level (sku text primary key, quantity int not null);
    create table stock (sku text primary key, quantity int not null);
    insert into level select 'A' || n, n from generate_series(1, 500) n`);
  const list = (rows: string) =>
    writeFile(path.join(dir, 'logistics.csv'), `Artikel;Bestand;Stand\n${rows}`);
  await list('A1;10;2026-11-27T10:00:00Z\nZ;5;2026-11-27T10:00:00Z\n');
  const env = Object.fromEntries(
    ['ERP', 'INVENTORY', 'SHOP'].map((name) => [`${name}_DATABASE_URL`, databaseUrl]),
  );
  const configFile = await writeConfig(scope, yaml);
  await using hub = await startTestHub(scope, configFile, databaseUrl, { env });
  /** Waits until the shop holds these quantities, among others. */
  const untilSold = async (expected: Readonly<Record<string, number>>) => {
    const wanted = JSON.stringify(expected);
    const question = `select 1 from stock having json_object_agg(sku, quantity)::jsonb @> '${wanted}'`;
    while ((await sql(question)).length === 0) signal.throwIfAborted();
  };
  await untilSold({ A1: 11, A2: 2, A500: 500, Z: 5 });

  await sql(`insert into safety_stock select 'A' || n, 3 from generate_series(1, 500) n`);
  await untilSold({ A1: 8, A2: 0, A500: 497, Z: 5 });

  await list('A1;0;2026-11-27T11:00:00Z\nA2;7;2026-11-27T11:00:00Z\nZ;5;2026-11-27T10:00:00Z\n');
  await sql(`delete from level where sku = 'A500'; update level set quantity = quantity + 1`);
  await syncAndSettle(hub, 'logistics-levels', signal);
  await untilSold({ A1: 0, A2: 7, A3: 1, A500: 0, Z: 5 });

  const left = `select 1 from (table stock except table available_stock) different
    union all select 1 from (table available_stock except table stock) different`;
  while ((await sql(left)).length > 0) signal.throwIfAborted();
  assert.ok(hub.lanes().every(({ counts }) => counts.deadLettered === 0));
});

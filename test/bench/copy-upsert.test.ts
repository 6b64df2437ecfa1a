import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import type { Row } from '../../bench/relay/product.ts';
import { toRow } from '../../bench/relay/product.ts';
import { createTarget, verify } from '../../bench/relay/target.ts';
import { expectedOf, recordAt } from '../../bench/relay/workload.ts';
import { CopyUpsert } from '../../bench/support/copy-upsert.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';

let client: pg.Client;
let scope: TestScope;

before(async () => {
  scope = await testScope();
  client = new pg.Client({ connectionString: scope.databaseUrl });
  await client.connect();
});
after(async () => {
  await client.end();
  await scope[Symbol.asyncDispose]();
});

async function copied(rows: readonly Row[]): Promise<void> {
  await createTarget(scope.databaseUrl);
  await client.query('discard temp');
  const copy = await CopyUpsert.open(client);
  for (const row of rows) await copy.add(row);
  await copy.end();
}

test('the COPY upsert writes every version of every key once and in order, and no invalid record', async () => {
  const records = 2_000;
  const damage = { invalidEvery: 100 };
  const rows = Array.from({ length: records }, (_, index) =>
    toRow(recordAt(index, records, damage).document),
  ).filter((row) => row !== null);
  await copied(rows);
  const { invalid, ...expected } = expectedOf(records, damage);
  assert.equal(invalid, 20);
  assert.deepEqual(await verify(scope.databaseUrl, expected), {
    applied: 1_980,
    lost: 0,
    duplicated: 0,
    outOfOrder: 0,
  });
});

test('the COPY upsert accepts characters that are special in its format, and two versions of a key in a row', async () => {
  const row = (name: string, day: number): Row => [
    ...(['SKU-1', name, 'hats', 1.5, 'EUR', 3, false] as const),
    `2026-01-0${day}T00:00:00.000Z`,
  ];
  const name = 'tab\tline\nreturn\rbackslash\\N \\.';
  await copied([row('before', 1), row(name, 2)]);
  const { rows } = await client.query('select name, price, active from product');
  assert.deepEqual(rows, [{ name, price: '1.50', active: false }]);
});

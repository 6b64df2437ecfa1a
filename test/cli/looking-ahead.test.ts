import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import type { VerifySummary } from '../../src/domain/index.ts';
import { startTestHub, syncAndSettle, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';
import type { CliResult } from './support.ts';
import { cli } from './support.ts';

const signal = AbortSignal.timeout(100_000);

async function company(
  scope: TestScope,
  target = 'out: { kind: file, path: ./out.jsonl }',
  to = 'connector: out, entity: product',
) {
  const write = (rows: readonly object[]) =>
    writeFile(
      path.join(scope.dir, 'products.jsonl'),
      rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
    );
  const yaml = `
connectors:
  pim: { kind: file, path: ./products.jsonl }
  ${target}
streams:
  products:
    from: { connector: pim, entity: product, key: sku, version: v }
    validate: ./product.schema.json
    to:
      - { ${to}, map: { sku: sku, title: name${to.includes('out') ? ', price: price' : ''} } }
`;
  const schema = { type: 'object', required: ['name'] };
  const configFile = await writeConfig(scope, yaml, {
    'product.schema.json': JSON.stringify(schema),
  });
  await write([
    { sku: 'A', v: 1, name: 'Shoe', price: 10 },
    { sku: 'B', v: 1, name: 'Boot', price: 20 },
  ]);
  const hub = await startTestHub(scope, configFile);
  await hub.settled(signal);
  const run = (...args: string[]): Promise<CliResult> =>
    cli(args, { env: { STELLWERK_GRPC_ADDRESS: hub.grpcAddress } });
  return { hub, write, run, [Symbol.asyncDispose]: () => hub.stop() };
}

test('plan shows a table and the records by what would happen to them; its exit code says whether anything would', async () => {
  await using scope = await testScope();
  await using shop = await company(scope);
  const idle = await shop.run('plan', 'products', '--exit-code');
  assert.equal(idle.code, 0, idle.stderr);
  assert.match(idle.stdout, /^Nothing would change\.$/m);

  await shop.write([
    { sku: 'A', v: 2, name: 'Shoe', price: 12 },
    { sku: 'B', v: 2, name: 'Boot', price: 20 },
    { sku: 'C', v: 1, name: 'Sock\u001b[31m', price: 3 },
    { sku: 'D', v: 1 },
  ]);
  const { code, stdout, stderr } = await shop.run('plan', 'products', '--exit-code');
  assert.equal(code, 7, stderr);
  assert.match(stdout, /^Plan of stream products: 4 rows read\. Nothing was written\.$/m);
  assert.match(stdout, /^LANE +CREATE +CHANGE +DELETE +REJECT +WAIT +UNCHANGED +SUPERSEDED$/m);
  assert.match(stdout, /^products\/out +1 +1 +0 +1 +0 +1 +0$/m);
  assert.match(
    stdout,
    /^products\/out: 1 would be changed; fields: price \(1\)\n {2}~ A\n {6}price: 10 -> 12$/m,
  );
  assert.match(stdout, /^ {2}\+ C {2}sku "C", title "Sock.*", price 3$/m);
  assert.match(stdout, /^ {2}! D {2}RECORD_INVALID: .*name/m);
  assert.ok(!stdout.includes('\u001b[31m'), 'no escape sequence of a source reaches the terminal');
  assert.equal((await shop.run('plan', 'products')).code, 0);

  const json = await shop.run('plan', 'products', '--json', '--details', '1');
  const events = json.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string });
  assert.deepEqual(
    events.map(({ kind }) => kind).filter((kind) => kind !== 'progress'),
    ['record', 'record', 'record', 'summary'],
  );
  assert.equal((await shop.run('plan', 'nobody')).code, 4);
  assert.equal((await shop.run('plan', 'products', '--limit', 'x')).code, 2);
});

test('verify shows a table and the differences, and repairs them on request; its exit code says whether there are any', async () => {
  await using scope = await testScope();
  const sql = new pg.Client({ connectionString: scope.databaseUrl });
  await sql.connect();
  await using _closed = { [Symbol.asyncDispose]: () => sql.end() };
  await sql.query('create table articles (sku text primary key, title text)');
  const to = `erp: { kind: postgres, url: '\${DATABASE_URL}' }`;
  await using shop = await company(scope, to, 'connector: erp, entity: articles');
  const same = await shop.run('verify', 'products', '--exit-code');
  assert.equal(same.code, 0, same.stderr);
  assert.match(same.stdout, /^Source and targets agree\.$/m);
  await shop.run('keys', 'pause', 'products/erp', 'A');
  await sql.query("update articles set title = 'changed' where sku = 'A'");
  const waiting = await shop.run('verify', 'products', '--exit-code');
  assert.equal(waiting.code, 0, waiting.stderr);
  assert.match(waiting.stdout, /^Nothing else differs, but 1 record is still on the way, parked/m);
  await shop.run('keys', 'resume', 'products/erp', 'A');

  await sql.query(`update articles set title = E'Sho\u001b[31m' where sku = 'A';
    delete from articles where sku = 'B'; insert into articles values ('X', 'surplus')`);
  const { code, stdout, stderr } = await shop.run('verify', 'products', '--exit-code');
  assert.equal(code, 7, stderr);
  assert.match(stdout, /^Comparison of stream products: 2 rows read\.$/m);
  assert.match(stdout, /^LANE +SAME +MISSING +DIFFERENT +SURPLUS +WAITING$/m);
  assert.match(stdout, /^products\/erp +0 +1 +1 +1 +0$/m);
  assert.match(stdout, /^products\/erp: 1 missing in the target\n {2}\+ B$/m);
  assert.match(stdout, /^ {2}~ A\n {6}title: .* -> "Shoe"$/m);
  assert.match(stdout, /^products\/erp: 1 only in the target\n {2}- X$/m);
  assert.ok(!stdout.includes('\u001b[31m'), 'no escape sequence of a target reaches the terminal');

  const repair = await shop.run('verify', 'products', '--repair', '--json', '--details', '1');
  const events = repair.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string; summary?: VerifySummary });
  assert.equal(events.at(-1)?.summary?.lanes[0]?.counts.repaired, 2);
  await shop.hub.settled(signal);
  const { rows } = await sql.query('select * from articles order by sku');
  assert.deepEqual(rows, [
    { sku: 'A', title: 'Shoe' },
    { sku: 'B', title: 'Boot' },
    { sku: 'X', title: 'surplus' },
  ]);
  assert.equal((await shop.run('verify', 'nobody')).code, 4);
  assert.equal((await shop.run('verify', 'products', '--details', '0')).code, 2);
});

test('verify says when a target cannot be asked for its content', async () => {
  await using scope = await testScope();
  await using shop = await company(scope);
  const { code, stdout } = await shop.run('verify', 'products');
  assert.equal(code, 0);
  assert.match(stdout, /^products\/out: its target cannot be asked for its content\.$/m);
});

test('runs shows how reading went, and record shows where a record is', async () => {
  await using scope = await testScope();
  await using shop = await company(scope);
  await shop.write([{ sku: 'A', v: 2, name: 'Shoe', price: 12 }]);
  await syncAndSettle(shop.hub, 'products', signal);
  const runs = await shop.run('runs', 'products');
  assert.match(runs.stdout, /^ *ID +OF +KIND +OUTCOME +BEGAN +TOOK +READ/m);
  assert.match(runs.stdout, /^ *\d+ +products +poll +succeeded .* 1 +1 +0 +0 +-$/m);
  assert.equal((await shop.run('runs', '--failed', '--since', '2h')).stdout, 'no runs\n');
  const { runs: told } = JSON.parse((await shop.run('runs', '--json')).stdout) as {
    runs: { id: string }[];
  };
  assert.equal(told.length, 2);
  const one = await shop.run('runs', '--id', told[0]?.id ?? '');
  assert.match(one.stdout, /^to cursor +\{"state"/m);
  assert.equal((await shop.run('runs', '--id', '999999')).code, 4);

  const record = await shop.run('record', 'A', '--document');
  assert.equal(record.code, 0, record.stderr);
  assert.match(record.stdout, /^master key \d+\n {2}out\/product: A\n {2}pim\/product: A\n/);
  assert.match(record.stdout, /^stream products, key A: 2 versions in the log$/m);
  assert.match(record.stdout, /"price": 12/);
  assert.match(record.stdout, /^lane products\/out: delivered\n {2}the target has version 2 as A/m);
  const quiet = await shop.run('record', 'A', '--json');
  assert.ok(!quiet.stdout.includes('Shoe'), 'content is shown only on request');
  assert.equal((await shop.run('record', 'nobody')).code, 4);
});

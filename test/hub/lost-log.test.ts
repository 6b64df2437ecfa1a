import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { rowsOf } from '../support/database.ts';
import type { TestHub } from '../support/hub.ts';
import { startTestHub, until, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(60_000);
const config = `
connectors:
  pim: { kind: file, path: ./products.jsonl }
  shop: { kind: postgres, url: "\${DATABASE_URL}" }
streams:
  products:
    from: { connector: pim, entity: products, key: sku, version: v }
    to: [{ connector: shop, entity: product, map: { sku: sku, name: name } }]
`;
const lines = (...names: string[]) =>
  names.map((name, index) => JSON.stringify({ sku: `s${index}`, name, v: index + 1 })).join('\n');

async function loseLog({ natsUrl, namespace }: TestScope, stream: string): Promise<void> {
  const nc = await connect({ servers: new URL(natsUrl).host });
  await (await jetstreamManager(nc)).streams.delete(`${namespace}-stream-${stream}`);
  await nc.close();
}

test('when JetStream has lost its data but the database has not, the source is read again and nothing is missing', async () => {
  await using scope = await testScope();
  await rowsOf(scope.databaseUrl, 'create table product (sku text primary key, name text)');
  const configFile = await writeConfig(scope, config, { 'products.jsonl': lines('a', 'b', 'c') });
  {
    await using hub = await startTestHub(scope, configFile);
    await hub.settled(signal);
    assert.equal(hub.lanes()[0]?.counts.applied, 3);
  }
  await loseLog(scope, 'products');

  await writeConfig(scope, config, { 'products.jsonl': lines('a', 'b', 'c', 'new') });
  await using hub = await startTestHub(scope, configFile);
  await hub.settled(signal);
  assert.deepEqual(hub.lanes()[0]?.counts, {
    applied: 4,
    unchanged: 3,
    superseded: 0,
    echoed: 0,
    deadLettered: 0,
  });
  const rows = await rowsOf(scope.databaseUrl, 'select name from product order by sku');
  assert.deepEqual(
    rows.map(({ name }) => name as string),
    ['a', 'b', 'c', 'new'],
  );
});

test('records that no lane had settled when JetStream lost its data are read again, and a push that is repeated is stored', async () => {
  await using scope = await testScope();
  const pushed = `${config}  stock:
    from: { connector: erp, entity: stock, key: sku, version: v }
    to: [{ connector: shop, entity: stock, map: { sku: sku, name: name } }]
`.replace('connectors:', 'connectors:\n  erp: { kind: push }');
  const configFile = await writeConfig(scope, pushed, { 'products.jsonl': lines('a', 'b', 'c') });
  const push = async ({ httpAddress }: TestHub) => {
    const response = await fetch(`http://${httpAddress}/v1/streams/stock/records`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'night 1' },
      body: '{"sku":"s7","name":"pushed","v":1}',
    });
    return ((await response.json()) as { stored: number }).stored;
  };
  {
    // Neither table exists, so the lanes fail.
    await using hub = await startTestHub(scope, configFile);
    assert.equal(await push(hub), 1);
    const read = () => hub.streams().find(({ name }) => name === 'products')?.lastRun;
    await until(hub, signal, () => typeof read()?.finishedAtMs === 'number');
  }
  await loseLog(scope, 'products');
  await loseLog(scope, 'stock');
  const table = (name: string) => `create table ${name} (sku text primary key, name text)`;
  await rowsOf(scope.databaseUrl, `${table('product')}; ${table('stock')}`);
  await using hub = await startTestHub(scope, configFile);
  assert.equal(await push(hub), 1, 'it is not a duplicate of the record that was lost');
  await hub.settled(signal);
  const rows = await rowsOf(
    scope.databaseUrl,
    'select name from product union select name from stock order by name',
  );
  assert.deepEqual(
    rows.map(({ name }) => name as string),
    ['a', 'b', 'c', 'pushed'],
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { rowsOf } from '../support/database.ts';
import { startTestHub, writeConfig } from '../support/hub.ts';
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

test('when JetStream has lost its data but the database has not, the source is read again and nothing is missing', async () => {
  await using scope = await testScope();
  await rowsOf(scope.databaseUrl, 'create table product (sku text primary key, name text)');
  const configFile = await writeConfig(scope, config, { 'products.jsonl': lines('a', 'b', 'c') });
  {
    await using hub = await startTestHub(scope, configFile);
    await hub.settled(signal);
    assert.equal(hub.lanes()[0]?.counts.applied, 3);
  }
  const nc = await connect({ servers: new URL(scope.natsUrl).host });
  await (await jetstreamManager(nc)).streams.delete(`${scope.namespace}-stream-products`);
  await nc.close();

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

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { connectBus } from '../../src/bus/index.ts';
import { rowsOf } from '../support/database.ts';
import { startTestHub, syncAndSettle, writeConfig } from '../support/hub.ts';
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
const lineOf = (name: string) => `${JSON.stringify({ sku: name, name, v: 1 })}\n`;

test('a lane without records has no consumer, and still delivers new records, also after a restart', async () => {
  await using scope = await testScope();
  await rowsOf(scope.databaseUrl, 'create table product (sku text primary key, name text)');
  const configFile = await writeConfig(scope, config, { 'products.jsonl': '' });
  const bus = await connectBus(scope.natsUrl, scope.namespace);
  const consumers = async () =>
    (await bus.jsm.streams.info(`${scope.namespace}-stream-products`)).state.consumer_count;
  const offer = (...names: string[]) =>
    writeFile(path.join(scope.dir, 'products.jsonl'), names.map(lineOf).join(''));
  try {
    {
      await using hub = await startTestHub(scope, configFile);
      await hub.settled(signal);
      assert.equal(hub.lanes()[0]?.state, 'running');
      assert.equal(await consumers(), 0, 'no consumer while there is nothing to read');
      await offer('one');
      await syncAndSettle(hub, 'products', signal);
      assert.equal(hub.lanes()[0]?.counts.applied, 1);
      assert.equal(
        await consumers(),
        0,
        'the hub delivers what it has just stored without a consumer',
      );
    }
    await using hub = await startTestHub(scope, configFile);
    await hub.settled(signal);
    assert.equal(await consumers(), 0, 'everything is settled');
    await offer('one', 'two');
    await syncAndSettle(hub, 'products', signal);
    const rows = await rowsOf(scope.databaseUrl, 'select name from product order by sku');
    assert.deepEqual(
      rows.map(({ name }) => name as string),
      ['one', 'two'],
    );
  } finally {
    await bus.nc.close();
  }
});

test('a replay wakes a resting lane', async () => {
  await using scope = await testScope();
  await rowsOf(scope.databaseUrl, 'create table product (sku text primary key, name text)');
  const configFile = await writeConfig(scope, config, { 'products.jsonl': lineOf('one') });
  {
    await using hub = await startTestHub(scope, configFile);
    await hub.settled(signal);
  }
  await using hub = await startTestHub(scope, configFile);
  await hub.settled(signal);
  await rowsOf(scope.databaseUrl, 'delete from product');
  const lane = 'products/shop';
  await hub.recovery.replayLane({ lane, from: { kind: 'seq', seq: 1 }, force: true }, signal);
  await hub.settled(signal);
  const rows = await rowsOf(scope.databaseUrl, 'select name from product');
  assert.deepEqual(
    rows.map(({ name }) => name as string),
    ['one'],
  );
});

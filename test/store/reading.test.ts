import assert from 'node:assert/strict';
import test from 'node:test';
import { appliedRecords, noCounts, productsToShop, storeBench } from './support.ts';

test('every id of a thing leads to all ids of that thing', async () => {
  await using bench = await storeBench();
  const shop = await bench.store.lane(productsToShop);
  const market = await bench.store.lane({
    ...productsToShop,
    name: 'products/market',
    connector: 'market',
  });
  const [record] = await appliedRecords(shop, ['a'], 1);
  assert.ok(record);
  await shop.settle({ previousSeq: 0, lastSeq: 1, records: [record], counts: noCounts });
  const listed = { ...record, externalId: 'M-1' };
  await market.settle({ previousSeq: 0, lastSeq: 1, records: [listed], counts: noCounts });

  const expected = {
    masterKey: record.masterKey,
    links: [
      { connector: 'market', entity: 'products', externalId: 'M-1' },
      { connector: 'pim', entity: 'product', externalId: 'a' },
      { connector: 'shop', entity: 'products', externalId: 'Ta' },
    ],
  };
  assert.deepEqual(await bench.store.links('pim', 'product', 'a'), expected);
  assert.deepEqual(await bench.store.links('market', 'products', 'M-1'), expected);
  assert.equal(await bench.store.links('shop', 'products', 'a'), null);
  assert.equal(await bench.store.links('nobody', 'products', 'a'), null);
});

test('a flow in the other direction starts with the ids that the first flow linked', async () => {
  await using bench = await storeBench();
  const there = await bench.store.lane({
    name: 'orders/erp',
    identity: 'shop/order',
    connector: 'erp',
    entity: 'sales/orders',
  });
  const [order] = await appliedRecords(there, ['S-1'], 1);
  assert.ok(order);
  await there.settle({ previousSeq: 0, lastSeq: 1, records: [order], counts: noCounts });
  const back = await bench.store.lane({
    name: 'states/shop',
    identity: 'erp/sales/orders',
    connector: 'shop',
    entity: 'order',
  });
  assert.deepEqual(await back.claim(['TS-1']), [
    { masterKey: order.masterKey, externalId: 'S-1', applied: null },
  ]);
});

test('a shared key space is shown as an endpoint without a connector', async () => {
  await using bench = await storeBench();
  const lane = await bench.store.lane({ ...productsToShop, identity: 'product' });
  await lane.claim(['SKU-1']);
  const links = await bench.store.links('', 'product', 'SKU-1');
  assert.deepEqual(links?.links, [{ connector: '', entity: 'product', externalId: 'SKU-1' }]);
});

test('the store keeps the newest snapshot of every actor', async () => {
  await using bench = await storeBench();
  const { snapshots } = bench.store;
  assert.deepEqual(await snapshots.load(), new Map());
  await snapshots.save('lane.a', { state: 'running', at: 1 });
  await snapshots.save('lane.a', { state: 'paused', reason: { by: 'anna' } });
  await snapshots.save('stream.b', {});
  const { snapshots: reopened } = await bench.another();
  assert.deepEqual(
    await reopened.load(),
    new Map<string, object>([
      ['lane.a', { state: 'paused', reason: { by: 'anna' } }],
      ['stream.b', {}],
    ]),
  );
});

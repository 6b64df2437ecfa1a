import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { forkHub, settleAndStop, untilKilled } from '../../support/fork-hub.ts';
import { startTestHub, syncAndSettle, until } from '../../support/hub.ts';
import type { SeenRequest } from '../../support/http-system.ts';
import { Bucket } from './bucket.ts';
import { offers, openCompany, order } from './company.ts';
import { operationOf } from './marketplace.ts';

const signal = AbortSignal.timeout(110_000);

test('the guide’s configuration sends prices and quantities, fetches orders, and leaves no difference', async () => {
  await using company = await openCompany();
  const { scope, marketplace, sql, configFile, env } = company;
  await offers(company, 50);
  for (let n = 1; n <= 120; n++) marketplace.putOrder(`302-${n}`, order(n));
  await using hub = await startTestHub(scope, configFile, scope.databaseUrl, { env });
  await hub.settled(signal);
  const { listings } = marketplace;
  for (const sku of listings.skus()) {
    const n = Number(sku.slice(2));
    assert.deepEqual([listings.price(sku), listings.quantity(sku)], [n + 0.5, n]);
  }
  const [row] = await sql(`select * from sales_order where id = '302-7'`);
  assert.deepEqual(row, {
    ...{ id: '302-7', status: 'UNSHIPPED', total: '7.00', customer: 'Erika Musterfrau' },
    address: { name: 'Erika Musterfrau', city: 'Berlin', countryCode: 'DE' },
    lines: [{ sku: 'A-1', quantity: 2, price: '1.50' }],
  });
  marketplace.putOrder('302-7', { ...order(7, 4), fulfillment: { fulfillmentStatus: 'SHIPPED' } });
  await syncAndSettle(hub, 'orders', signal);
  const counts = `select count(*)::int as orders, count(*) filter (where status = 'SHIPPED')::int as shipped from sales_order`;
  assert.deepEqual(await sql(counts), [{ orders: 120, shipped: 1 }]);
  listings.put('A-9', {});
  const request = {
    ...{ stream: 'offers', lane: null, limit: 1_000, details: 10, repair: true },
    ...{ requestId: null, requestedBy: 'test' },
  };
  for await (const event of hub.verifying.verify(request, signal)) {
    if (event.kind === 'summary') assert.equal(event.summary.lanes[0]?.counts.same, 49);
  }
  await hub.settled(signal);
  assert.equal(listings.price('A-9'), 9.5);
});

const sync = { id: 'sync', kind: 'stream', action: 'sync', requestedBy: 'test' } as const;

test('while Amazon throttles orders, their stream tells that it waits and why, and prices are sent', async () => {
  await using company = await openCompany();
  const { scope, marketplace, configFile, env } = company;
  const config = await readFile(configFile, 'utf8');
  await writeFile(
    configFile,
    config.replace('region: eu', 'region: eu\n    circuit: { failures: 1 }'),
  );
  marketplace.rates.searchOrders = new Bucket(0, 0.0056);
  await using hub = await startTestHub(scope, configFile, scope.databaseUrl, { env });
  const orders = () => hub.streams().find(({ name }) => name === 'orders');
  await until(hub, signal, () => orders()?.state === 'waiting');
  await offers(company, 5);
  assert.equal(orders()?.lastError?.code, 'SOURCE_THROTTLED');
  // Only one that begins after the wait does shows that nothing is held.
  await hub.send({ ...sync, name: 'offers' }, signal);
  await until(hub, signal, () => hub.lanes()[0]?.counts.applied === 5);
  assert.equal(marketplace.listings.price('A-5'), 5.5);
  assert.equal(hub.connectors().find(({ name }) => name === 'amazon')?.state, 'ready');
  assert.equal(orders()?.state, 'waiting');
});

test('a hub killed with -9 while it reads orders and sends prices has each exactly once in the end', async () => {
  const OFFERS = 150;
  const ORDERS = 1_000;
  await using company = await openCompany();
  const { scope, marketplace, sql, configFile, env } = company;
  await offers(company, OFFERS);
  for (let n = 1; n <= ORDERS; n++) marketplace.putOrder(`302-${n}`, order(n));
  await sql(`create table inserted (id text);
    create function note() returns trigger language plpgsql as $$ begin insert into inserted values (new.id); return new; end $$;
    create trigger note after insert on sales_order for each row execute function note()`);
  const start = () => forkHub(scope, configFile, { env });
  /** Kills a hub when Amazon has such a request for the nth time: it is carried out, but its answer is lost. */
  const killAt = async (operation: string, nth: number, silent = '') => {
    const hub = start();
    const killed = untilKilled(hub, signal);
    let seen = 0;
    marketplace.misbehave = (request: SeenRequest) => {
      const name = operationOf(request);
      if (name === silent) return { silent: true };
      if (name !== operation || ++seen !== nth) return null;
      marketplace.carryOut(request);
      hub.kill('SIGKILL');
      return { silent: true };
    };
    await killed;
  };
  // No price is sent before the next life, so that there are some at which to kill it. Four pages are in flight at most, so at
  // the fifth request of a life the first page of that life is stored.
  await killAt('searchOrders', 5, 'patchListingsItem');
  await killAt('searchOrders', 5, 'patchListingsItem');
  const tokens = marketplace.seen('searchOrders').map(({ query }) => query.get('paginationToken'));
  assert.equal(tokens.length, 10);
  assert.equal(tokens.lastIndexOf(null), 0, 'the second life continues where the first one was');
  await killAt('patchListingsItem', 1);
  await killAt('patchListingsItem', 70);
  marketplace.misbehave = () => null;
  await settleAndStop(start(), signal);
  const { listings } = marketplace;
  for (let n = 1; n <= OFFERS; n++)
    assert.deepEqual([listings.price(`A-${n}`), listings.quantity(`A-${n}`)], [n + 0.5, n]);
  const [orders] = await sql(`select count(*)::int as rows, sum(total)::float as total,
    (select count(*)::int from inserted) as inserted from sales_order`);
  const total = (ORDERS * (ORDERS + 1)) / 2;
  assert.deepEqual(orders, { rows: ORDERS, total, inserted: ORDERS });
});

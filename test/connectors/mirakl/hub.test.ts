import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunningHub } from '../../../src/runtime/hub.ts';
import { startTestHub, syncAndSettle } from '../../support/hub.ts';
import { offers, openCompany } from './company.ts';

const signal = AbortSignal.timeout(100_000);

async function startCompany() {
  await using opened = new AsyncDisposableStack();
  const company = opened.use(await openCompany());
  const { scope, configFile, env } = company;
  const hub = opened.use(await startTestHub(scope, configFile, scope.databaseUrl, { env }));
  await hub.settled(signal);
  const all = opened.move();
  return { ...company, hub, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

async function verified(hub: RunningHub, stream: string) {
  const request = {
    ...{ stream, lane: null, limit: 1_000, details: 10, repair: false },
    ...{ requestId: null, requestedBy: 'test' },
  };
  for await (const event of hub.verifying.verify(request, signal)) {
    if (event.kind !== 'summary') continue;
    const { same, different, missing } = event.summary.lanes[0]?.counts ?? {};
    return { same, different, missing };
  }
  return null;
}

test('the guide’s configuration sells the offers of the ERP: new, changed, ended, with their stock', async () => {
  await using company = await startCompany();
  const { market, sql, hub } = company;
  await sql(offers(30));
  await sql(`update offer set price = null where sku = 'A-7'`);
  await syncAndSettle(hub, 'offers', signal);
  assert.equal(market.offers.size, 29);
  assert.deepEqual(market.offers.get('A-2'), {
    ...{ sku: 'A-2', 'update-delete': 'update', 'product-id': '402', 'product-id-type': 'EAN' },
    ...{ state: '11', price: '2.5', 'price[channel=FR]': '3' },
    ...{ quantity: '2', 'leadtime-to-ship': '2' },
  });
  const counts = () => hub.lanes().find(({ name }) => name === 'offers/market')?.counts;
  assert.deepEqual([counts()?.applied, counts()?.deadLettered], [29, 1]);
  market.offers.set('A-5', { ...market.offers.get('A-5'), price: '1' });
  assert.deepEqual(await verified(hub, 'offers'), { same: 28, different: 1, missing: 0 });
  await sql(`update offer set ended = sku = 'A-1', price = 9, changed = now() where sku in ('A-1', 'A-7');
    insert into stock values ('A-2', 200), ('A-3', 300)`);
  await syncAndSettle(hub, 'offers', signal);
  await syncAndSettle(hub, 'stock', signal);
  assert.deepEqual(await verified(hub, 'stock'), { same: 2, different: 0, missing: 0 });
  assert.equal(market.offers.has('A-1'), false);
  assert.equal(market.offers.get('A-7')?.price, '9');
  assert.deepEqual(
    [market.offers.get('A-2')?.quantity, market.offers.get('A-2')?.price],
    ['200', '2.5'],
  );
  assert.ok(market.system.seen.every(({ query }) => query.get('shop_id') === '2001'));
});

test('the guide’s configuration brings orders into the ERP, and takes their steps in the marketplace', async () => {
  await using company = await startCompany();
  const { market, sql, hub } = company;
  for (let n = 1; n <= 250; n++) market.orders.put(`O-${n}`, { total_price: n });
  await syncAndSettle(hub, 'orders', signal);
  const [sum] = await sql(
    'select count(*)::int as rows, sum(total)::int as total from sales_order',
  );
  assert.deepEqual(sum, { rows: 250, total: 31_375 });
  await sql(`insert into order_step values
    ('O-1', '[{"id": "O-1-1", "accepted": true}]', null, null),
    ('O-2', '[{"id": "O-2-1", "accepted": false}]', null, null)`);
  await syncAndSettle(hub, 'steps', signal);
  await sql(`update order_step set shipment = '[{"carrier": "DHL", "number": "00340"}]', shipped = true, changed = now()
    where order_id = 'O-1'`);
  await syncAndSettle(hub, 'steps', signal);
  assert.deepEqual(market.orders.steps.toSorted(), [
    ...['accept O-1', 'accept O-2', 'ship O-1', 'tracking O-1'],
  ]);
  assert.deepEqual(market.orders.get('O-1')?.tracking, {
    carrier_code: 'DHL',
    tracking_number: '00340',
  });
  market.orders.nowMs = Date.now();
  market.orders.put('O-1', {});
  await syncAndSettle(hub, 'orders', signal);
  const states = await sql(
    `select id, state from sales_order where id in ('O-1', 'O-2') order by id`,
  );
  assert.deepEqual(states, [
    { id: 'O-1', state: 'SHIPPED' },
    { id: 'O-2', state: 'REFUSED' },
  ]);
});

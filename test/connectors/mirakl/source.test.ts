import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Cursor } from '../../../src/connector-api/index.ts';
import { parseVersion } from '../../../src/connector-api/index.ts';
import { readAll } from '../../support/read-all.ts';
import { Marketplace } from './marketplace.ts';
import { sourceOf } from './support.ts';

test('the first run reads the orders of all states, the next one what was created or changed since', async () => {
  await using market = await Marketplace.start();
  const { orders } = market;
  orders.nowMs = Date.now() - 600_000;
  const states = ['STAGING', 'WAITING_ACCEPTANCE', 'SHIPPED', 'CANCELED', 'A_NEW_ONE'];
  for (const state of states) orders.put(state, { order_state: state });
  const source = sourceOf(market);
  const first = await readAll(source);
  assert.deepEqual(first.keys.toSorted(), states.toSorted());
  orders.nowMs += 300_000;
  orders.put('SHIPPED', { order_state: 'RECEIVED' });
  orders.put('new');
  const second = await readAll(source, first.cursor);
  const [newest = 0] = first.records.map(({ version }) => version);
  const changed = second.records.filter(({ version }) => version > newest);
  assert.deepEqual(
    changed.map(({ key, document }) => [key, document.order_state]),
    [
      ['SHIPPED', 'RECEIVED'],
      ['new', 'WAITING_ACCEPTANCE'],
    ],
  );
  const asked = market.system.seen.at(-1)?.query.get('start_update_date') ?? '';
  assert.match(asked, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.ok(Date.parse(asked) * 1000 <= newest);
});

test('no order is left out, whatever is changed, created or removed while the pages are read', async () => {
  const change = fc.record({
    what: fc.constantFrom('put', 'remove'),
    id: fc.constantFrom(...'abcdefghijklmnop'),
    /** With 0 several orders are created in one second. */
    tickMs: fc.constantFrom(0, 1_000, 5_000),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 5, maxLength: 30 }),
      fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 20 }),
      fc.integer({ min: 1, max: 5 }),
      async (before, during, limit) => {
        await using market = await Marketplace.start();
        const { orders } = market;
        orders.nowMs = Date.now() - 600_000;
        const apply = ({ what, id, tickMs }: (typeof before)[number]) => {
          orders.nowMs += tickMs;
          if (what === 'remove') orders.remove(id);
          else orders.put(id);
        };
        before.forEach(apply);
        const source = sourceOf(market);
        const latest = new Map<string, number>();
        let cursor: Cursor | null = null;
        const queue = [...during];
        const changeSome = () => {
          orders.nowMs = Math.max(orders.nowMs, Date.now());
          queue.splice(0, 1).flat().forEach(apply);
        };
        for (const between of [changeSome, () => {}]) {
          const read = await readAll(source, cursor, limit, between);
          for (const { key, version } of read.records)
            latest.set(key, Math.max(version, latest.get(key) ?? 0));
          ({ cursor } = read);
        }
        for (const { order_id: id, last_updated_date: version } of orders.all())
          assert.equal(latest.get(id), parseVersion(version), id);
      },
    ),
    { numRuns: 80 },
  );
});

test('an order that changes on a page already read is read by the next run, even if the marketplace’s clock is behind the hub’s', async () => {
  await using market = await Marketplace.start();
  const { orders } = market;
  orders.nowMs = Date.now() - 600_000;
  for (const id of 'abc') orders.put(id);
  const source = sourceOf(market, { overlapMs: 60_000 });
  let isChanged = false;
  const between = () => {
    if (isChanged) return;
    isChanged = true;
    orders.put('a', { order_state: 'CANCELED' });
    orders.nowMs += 120_000;
    orders.put('newest');
  };
  const first = await readAll(source, null, 2, between);
  assert.ok(first.keys.includes('newest'));
  const { records } = await readAll(source, first.cursor);
  assert.ok(records.some(({ document }) => document.order_state === 'CANCELED'));
});

test('orders that leave the list move others to the pages before, which are read again', async () => {
  await using market = await Marketplace.start();
  for (let n = 10; n < 30; n++) market.orders.put(`${n}`);
  let page = 0;
  const { keys } = await readAll(sourceOf(market), null, 4, () => {
    if (page++ === 1) for (let n = 10; n < 15; n++) market.orders.remove(`${n}`);
  });
  assert.deepEqual(
    [...new Set(keys)].toSorted(),
    Array.from({ length: 20 }, (_, n) => `${n + 10}`),
  );
});

test('an address that is no marketplace, and a key that is not accepted, are refused; one that is away is waited for', async () => {
  await using market = await Marketplace.start();
  market.misbehave = () => ({ body: { hello: 1 } });
  await assert.rejects(readAll(sourceOf(market)), {
    code: 'SOURCE_REFUSED',
    message: /correct `url`/,
  });
  market.misbehave = () => ({ status: 401, body: { message: 'no such key: the-key' } });
  await assert.rejects(readAll(sourceOf(market)), (error: Error & { code: string }) => {
    assert.equal(error.code, 'SOURCE_REFUSED');
    return !error.message.includes('the-key');
  });
  market.misbehave = () => ({ status: 503 });
  await assert.rejects(readAll(sourceOf(market)), { code: 'SOURCE_UNAVAILABLE' });
  assert.throws(() => sourceOf(market, { entity: 'offers' }), { code: 'CONFIG_INVALID' });
});

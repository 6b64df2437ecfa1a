import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject, Outcome } from '../../../src/connector-api/index.ts';
import { Marketplace } from './marketplace.ts';
import { delivery, signal, targetOf } from './support.ts';

const accepted = (id: string) => ({ accept: [{ id: `${id}-1`, accepted: true }] });
const tracking = { carrier_code: 'DHL', tracking_number: '00340' };

async function write(market: Marketplace, id: string, document: JsonObject): Promise<Outcome> {
  const [outcome] = await targetOf(market, 'orders').deliver([delivery(id, document)], signal);
  assert.ok(outcome);
  return outcome;
}

test('an order is accepted, marked and shipped in this order, and what was done before counts as done', async () => {
  await using market = await Marketplace.start();
  market.orders.put('1');
  const document = { ...accepted('1'), tracking, ship: true };
  assert.deepEqual(await write(market, '1', document), { kind: 'applied', externalId: '1' });
  assert.deepEqual(market.orders.steps, ['accept 1', 'tracking 1', 'ship 1']);
  assert.deepEqual(market.orders.get('1')?.tracking, tracking);
  const { tracking: _, ...rest } = document;
  assert.deepEqual(await write(market, '1', rest), { kind: 'unchanged', externalId: '1' });
  assert.deepEqual(market.orders.steps.length, 3);
});

test('a step whose answer was lost counts as done', async () => {
  await using market = await Marketplace.start();
  market.orders.put('1');
  let puts = 0;
  market.misbehave = ({ method }) => (method === 'PUT' && ++puts <= 1 ? { cut: true } : null);
  await assert.rejects(write(market, '1', accepted('1')), { code: 'TARGET_UNAVAILABLE' });
  assert.equal((await write(market, '1', accepted('1'))).kind, 'unchanged');
  assert.deepEqual(market.orders.steps, ['accept 1']);
});

test('an order that cannot be accepted or shipped yet is tried again; one that was decided otherwise fails with the reason', async () => {
  await using market = await Marketplace.start();
  const codeOf = async (id: string, state: string, document: JsonObject, line = state) => {
    const order_lines = [{ order_line_id: `${id}-1`, order_line_state: line }];
    market.orders.put(id, { order_state: state, order_lines });
    const outcome = await write(market, id, document);
    return outcome.kind === 'failed' ? outcome.failure.code : outcome.kind;
  };
  assert.equal(await codeOf('1', 'STAGING', accepted('1')), 'TARGET_BUSY');
  assert.equal(await codeOf('1', 'WAITING_DEBIT_PAYMENT', { ship: true }), 'TARGET_BUSY');
  assert.equal(await codeOf('1', 'WAITING_DEBIT', accepted('1')), 'unchanged');
  assert.equal(await codeOf('1', 'RECEIVED', { ship: true }), 'unchanged');
  assert.equal(await codeOf('1', 'CANCELED', { ship: true }), 'TARGET_REFUSED');
  assert.equal(await codeOf('1', 'REFUSED', accepted('1')), 'TARGET_REFUSED');
  const refused = { accept: [{ id: '1-1', accepted: false }] };
  assert.equal(await codeOf('1', 'REFUSED', refused), 'unchanged');
  assert.equal(await codeOf('1', 'SHIPPING', refused), 'TARGET_REFUSED');
  const unknown = await write(market, '2', { ship: true });
  assert.ok(unknown.kind === 'failed' && /Order not found/.test(unknown.failure.message));
});

test('orders of a batch have outcomes of their own, and a deletion asks for nothing', async () => {
  await using market = await Marketplace.start();
  for (const id of ['1', '2']) market.orders.put(id, { order_state: 'SHIPPING' });
  const target = targetOf(market, 'orders');
  const outcomes = await target.deliver(
    [
      delivery('1', { ship: true }),
      delivery('x', { ship: true }),
      delivery('row 2', { id: '2', ship: true }),
      delivery('1', { ship: true }, { operation: 'delete' }),
    ],
    signal,
  );
  assert.deepEqual(
    outcomes.map((one) => ('externalId' in one ? [one.kind, one.externalId] : one.kind)),
    [['applied', '1'], 'failed', ['applied', '2'], ['unchanged', '1']],
  );
});

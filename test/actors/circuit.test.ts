import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import test from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { CircuitHub } from './circuit-hub.ts';
import {
  circuitHub,
  fromShop,
  onTrial,
  probeWell,
  startInOutage,
  toErp,
  toShop,
} from './circuit-hub.ts';
import { failure } from './controlled-work.ts';
import { command } from './hub.ts';

const down = failure('TARGET_UNAVAILABLE');
const tick = { requestedBy: 'schedule' };

/** Stops the clock. The function returned moves it on. */
function mockTime({ mock }: TestContext): (ms: number) => Promise<void> {
  mock.timers.enable({ apis: ['setTimeout'] });
  return async (ms) => {
    mock.timers.tick(ms);
    await setImmediate();
  };
}

const states = (hub: CircuitHub) => toShop.map((lane) => hub.supervisor.lane(lane).state);

test('an outage holds all lanes and streams of its system, and affects no others', async (t) => {
  const pass = mockTime(t);
  await using hub = circuitHub();
  await startInOutage(hub);
  assert.deepEqual(states(hub), ['held', 'held', 'held']);
  assert.equal(hub.supervisor.stream(fromShop).state, 'held');
  assert.deepEqual(hub.active(), []);
  assert.equal(hub.supervisor.connector('shop').state, 'unavailable');

  const erp = await hub.work(toErp).next();
  await pass(500);
  assert.equal(erp.signal.aborted, false);
  assert.equal(hub.supervisor.lane(toErp).state, 'running');
  assert.equal(hub.supervisor.stream('products').state, 'idle');
});

test('one lane goes on trial first, and its delivered work releases all others', async (t) => {
  const pass = mockTime(t);
  await using hub = circuitHub();
  await startInOutage(hub);
  await pass(1_000);
  await probeWell(hub);
  const { lane, call } = await onTrial(hub);
  assert.deepEqual(hub.active(), [lane]);
  assert.equal(call.trial, true);
  assert.deepEqual(states(hub).toSorted(), ['held', 'held', 'running']);

  call.progressed();
  assert.equal(hub.supervisor.connector('shop').state, 'ready');
  assert.equal(hub.supervisor.connector('shop').lastError, null);
  assert.deepEqual(states(hub), ['running', 'running', 'running']);
  assert.equal(hub.supervisor.stream(fromShop).state, 'idle');
  assert.equal(call.signal.aborted, false, 'the lane on trial goes on draining');
  const others = toShop.filter((name) => name !== lane);
  for (const other of others) assert.equal((await hub.work(other).next()).trial, false);
});

test('a failed trial holds all lanes and streams for longer, and the next trial is by another lane', async (t) => {
  const pass = mockTime(t);
  await using hub = circuitHub();
  await startInOutage(hub);
  const tried = [];
  for (const waitMs of [1_000, 2_000, 4_000]) {
    await pass(waitMs - 1);
    assert.equal(hub.supervisor.connector('shop').state, 'unavailable');
    await pass(1);
    await probeWell(hub);
    const { lane, call } = await onTrial(hub);
    tried.push(lane);
    call.fail(down);
    await hub.reaches('lane', lane, 'held');
    assert.equal(hub.supervisor.lane(lane).lastError?.code, 'TARGET_UNAVAILABLE');
    assert.deepEqual(hub.active(), []);
  }
  assert.deepEqual(tried.toSorted(), [...toShop].toSorted());
});

test('the lane that met the outage goes on trial first, since it has something to deliver', async (t) => {
  const pass = mockTime(t);
  await using hub = circuitHub();
  await hub.supervisor.start();
  (await hub.work('prices/shop').next()).fail(down);
  await hub.reaches('lane', 'prices/shop', 'waiting');
  (await hub.probe.next()).fail(down);
  await hub.reaches('lane', 'prices/shop', 'held');
  await pass(1_000);
  await probeWell(hub);
  assert.deepEqual(hub.active(), ['prices/shop']);
});

test('a lane that a person paused or that has failed does not go on trial', async (t) => {
  const pass = mockTime(t);
  await using hub = circuitHub();
  await hub.supervisor.start();
  (await hub.work('products/shop').next()).fail(failure('TARGET_MISCONFIGURED'));
  await hub.reaches('lane', 'products/shop', 'failed');
  await hub.supervisor.send(command('pause', 'lane', 'prices/shop'));
  (await hub.probe.next()).fail(down);
  await hub.reaches('lane', 'stock/shop', 'held');
  await pass(1_000);
  await probeWell(hub);
  assert.deepEqual(hub.active(), ['stock/shop']);
});

test('a lane that is paused during its trial passes the trial on to another', async (t) => {
  const pass = mockTime(t);
  await using hub = circuitHub();
  await startInOutage(hub);
  await pass(1_000);
  await probeWell(hub);
  const [first = ''] = hub.active();
  await hub.supervisor.send(command('pause', 'lane', first));
  const [second] = hub.active();
  assert.notEqual(second, first);
  assert.equal(hub.active().length, 1);
  await hub.supervisor.send(command('resume', 'lane', first));
  assert.deepEqual(hub.active(), [second], 'a resumed lane waits with the others');
});

test('when no lane can go on trial, a stream that owes a run does, and its run closes the circuit', async (t) => {
  const pass = mockTime(t);
  await using hub = circuitHub();
  await startInOutage(hub);
  for (const lane of toShop) await hub.supervisor.send(command('pause', 'lane', lane));
  await hub.supervisor.send(command('sync', 'stream', fromShop, tick));
  await pass(1_000);
  await probeWell(hub);
  (await hub.work(fromShop).next()).finish();
  await hub.reaches('connector', 'shop', 'ready');
});

test('when no lane or stream can go on trial, the circuit closes at once', async (t) => {
  const pass = mockTime(t);
  await using hub = circuitHub();
  await startInOutage(hub);
  for (const lane of toShop) await hub.supervisor.send(command('pause', 'lane', lane));
  await pass(1_000);
  (await hub.probe.next()).finish();
  await hub.reaches('connector', 'shop', 'ready');
  assert.equal(hub.supervisor.stream(fromShop).state, 'idle');
});

test('a lane with nothing to deliver does not go on trial, and when no lane has anything, the circuit closes', async (t) => {
  const pass = mockTime(t);
  await using hub = circuitHub({ idle: [toShop[0], toShop[1]] });
  await startInOutage(hub);
  await pass(1_000);
  await probeWell(hub);
  assert.equal((await onTrial(hub)).lane, toShop[2]);

  await using idle = circuitHub({ idle: toShop });
  await startInOutage(idle);
  await pass(1_000);
  (await idle.probe.next()).finish();
  await idle.reaches('connector', 'shop', 'ready');
});

test('a trial with nothing to deliver ends after 30 seconds', async (t) => {
  const pass = mockTime(t);
  await using hub = circuitHub();
  await startInOutage(hub);
  await pass(1_000);
  await probeWell(hub);
  await pass(29_999);
  assert.equal(hub.active().length, 1);
  await pass(1);
  assert.deepEqual(states(hub), ['running', 'running', 'running']);
});

test('a batch that began before the outage and settles late does not close the circuit', async (t) => {
  const pass = mockTime(t);
  await using hub = circuitHub({ obeys: false });
  await hub.supervisor.start();
  (await hub.probe.next()).fail(down);
  await hub.reaches('connector', 'shop', 'unavailable');
  const calls = await Promise.all(toShop.map((lane) => hub.work(lane).next()));
  await pass(1_000);
  await probeWell(hub);
  for (const call of calls) call.progressed();
  assert.equal(hub.supervisor.connector('shop').state, 'trial');
  for (const call of calls) call.finish();
  await pass(0);
  const { lane, call } = await onTrial(hub);
  call.fail(down);
  await hub.reaches('lane', lane, 'held');
  (await hub.work(toErp).next()).finish();
});

test('a trial that fails because of the hub itself closes the circuit', async (t) => {
  const pass = mockTime(t);
  await using hub = circuitHub();
  await startInOutage(hub);
  await pass(1_000);
  await probeWell(hub);
  const { lane, call } = await onTrial(hub);
  call.fail(failure('STORE_UNAVAILABLE'));
  await hub.reaches('connector', 'shop', 'ready');
  assert.equal(hub.supervisor.lane(lane).state, 'waiting');
});

test('three failures in a row open the circuit of a system whose health page still works', async (t) => {
  const pass = mockTime(t);
  await using hub = circuitHub();
  await hub.supervisor.start();
  (await hub.probe.next()).finish();
  const lane = hub.work('prices/shop');
  for (const waitMs of [1_000, 2_000]) {
    (await lane.next()).fail(down);
    (await hub.probe.next()).finish();
    await hub.reaches('connector', 'shop', 'ready');
    await pass(waitMs);
  }
  (await lane.next()).fail(down);
  for (const lane of toShop) await hub.reaches('lane', lane, 'held');
  assert.equal(hub.supervisor.connector('shop').lastError?.code, 'TARGET_UNAVAILABLE');
});

test('work that another lane delivers in between keeps the circuit closed', async (t) => {
  const pass = mockTime(t);
  await using hub = circuitHub();
  await hub.supervisor.start();
  (await hub.probe.next()).finish();
  const other = await hub.work('stock/shop').next();
  for (let failures = 1; failures <= 6; failures += 1) {
    (await hub.work('prices/shop').next()).fail(down);
    (await hub.probe.next()).finish();
    await hub.reaches('connector', 'shop', 'ready');
    other.progressed();
    await pass(60_000);
  }
  assert.equal(other.signal.aborted, false);
});

test('a trip opens the circuit, and status shows its reason', async (t) => {
  mockTime(t);
  await using hub = circuitHub();
  await hub.supervisor.start();
  (await hub.probe.next()).finish();
  await hub.reaches('connector', 'shop', 'ready');
  hub.supervisor.trip('shop', failure('TARGET_BUSY'));
  for (const lane of toShop) await hub.reaches('lane', lane, 'held');
  assert.equal(hub.supervisor.connector('shop').lastError?.code, 'TARGET_BUSY');
  assert.throws(() => hub.supervisor.trip('none', down), { code: 'NOT_FOUND' });
});

test('ticks and syncs during an outage lead to one run after it', async (t) => {
  const pass = mockTime(t);
  await using hub = circuitHub();
  await startInOutage(hub);
  for (const more of [tick, {}, tick]) {
    await hub.supervisor.send(command('sync', 'stream', fromShop, more));
  }
  assert.equal(hub.work(fromShop).count, 0);
  await pass(1_000);
  await probeWell(hub);
  (await onTrial(hub)).call.progressed();
  (await hub.work(fromShop).next()).finish();
  await hub.reaches('stream', fromShop, 'idle');
  assert.equal(hub.work(fromShop).count, 1);
});

test('an outage lasts from the opening of the circuit until it closes, through failed probes and trials', async ({
  mock,
}) => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
  const pass = async (ms: number) => {
    mock.timers.tick(ms);
    await setImmediate();
  };
  await using hub = circuitHub();
  await startInOutage(hub);
  const shop = () => {
    const { state, sinceMs } = hub.supervisor.connector('shop');
    return [state, sinceMs];
  };
  await pass(1_000);
  const probe = await hub.probe.next();
  assert.deepEqual(shop(), ['unavailable', 1_000_000], 'while it is probed');
  probe.fail(down);
  await setImmediate();
  await pass(2_000);
  await probeWell(hub);
  assert.deepEqual(shop(), ['trial', 1_000_000]);
  (await onTrial(hub)).call.fail(down);
  await hub.reaches('connector', 'shop', 'unavailable');
  assert.deepEqual(shop(), ['unavailable', 1_000_000], 'after a failed trial');
  await pass(4_000);
  await probeWell(hub);
  (await onTrial(hub)).call.progressed();
  assert.deepEqual(shop(), ['ready', 1_007_000]);
});

test('resuming a connector probes it at once', async (t) => {
  mockTime(t);
  await using hub = circuitHub();
  await startInOutage(hub);
  await hub.supervisor.send(command('resume', 'connector', 'shop'));
  await probeWell(hub);
});

test('a connector that is paused in an outage is tried by one lane when it is resumed', async (t) => {
  mockTime(t);
  await using hub = circuitHub();
  await startInOutage(hub);
  await hub.supervisor.send(command('pause', 'connector', 'shop'));
  assert.deepEqual(states(hub), ['paused', 'paused', 'paused']);
  await hub.supervisor.send(command('resume', 'connector', 'shop'));
  assert.deepEqual(states(hub), ['held', 'held', 'held']);
  await probeWell(hub);
  assert.equal(hub.active().length, 1);
});

test('a pause outlives the outage', async (t) => {
  const pass = mockTime(t);
  await using hub = circuitHub();
  await startInOutage(hub);
  await hub.supervisor.send(command('pause', 'lane', 'stock/shop'));
  await pass(1_000);
  await probeWell(hub);
  (await onTrial(hub)).call.progressed();
  assert.deepEqual(states(hub), ['running', 'running', 'paused']);
  await hub.supervisor.send(command('resume', 'lane', 'stock/shop'));
  assert.equal(hub.supervisor.lane('stock/shop').state, 'running');
});

import assert from 'node:assert/strict';
import test, { suite } from 'node:test';
import { nanos } from '@nats-io/transport-node';
import type { BusConnection } from '../../src/bus/connection.ts';
import { mailboxSubjects } from '../../src/bus/mailbox-stream.ts';
import { busNames } from '../../src/bus/names.ts';
import { openSchedules } from '../../src/bus/schedules.ts';
import { testScope } from '../support/scope.ts';
import { consumingHub, testBus, untilKept } from './mailbox-hub.ts';

const HOUR_MS = 3_600_000;

/** Makes an appointment that is due in `inMs` from now. */
function ahead(stream: string, inMs: number) {
  const dueMs = Date.now() + inMs;
  return { stream, dueMs, beginMs: dueMs };
}

/** Returns the schedule that NATS keeps for the stream: its sequence, and when it fires. */
async function kept(bus: BusConnection, stream: string) {
  const { mailboxStream } = busNames(bus.namespace);
  const subject = mailboxSubjects(bus.namespace).schedule(stream);
  const message = await bus.jsm.streams.getMessage(mailboxStream, { last_by_subj: subject });
  return message && { seq: message.seq, pattern: message.header.get('Nats-Schedule') };
}

async function countOf(bus: BusConnection, filter: string): Promise<number> {
  const { mailboxStream } = busNames(bus.namespace);
  const { state } = await bus.jsm.streams.info(mailboxStream, { subjects_filter: filter });
  return Object.values(state.subjects ?? {}).reduce((sum, count) => sum + count, 0);
}

// Each test waits for the server's clock, so they run concurrently.
suite('schedules', { concurrency: true }, () => {
  test('an appointment sends one sync with its due time to its stream, and is then gone', async () => {
    await using scope = await testScope();
    await using bus = await testBus(scope);
    const schedules = await openSchedules(bus);
    await using hub = await consumingHub(scope);
    const appointment = ahead('products', 500);
    await schedules.set(appointment);
    const command = await hub.next();
    const { dueMs: dueAtMs } = appointment;
    const id = `tick/products/${dueAtMs}`;
    const sync = { kind: 'stream', name: 'products', action: 'sync', requestedBy: 'schedule' };
    assert.deepEqual(command, { id, ...sync, dueAtMs });
    assert.ok(Date.now() >= dueAtMs);
    assert.equal(await kept(bus, 'products'), null);
  });

  test('a tick waits for a hub, and a later tick replaces it', async () => {
    await using scope = await testScope();
    const due: number[] = [];
    {
      await using bus = await testBus(scope);
      const schedules = await openSchedules(bus);
      for (const inMs of [-60_000, -30_000]) {
        const appointment = ahead('products', inMs);
        due.push(appointment.dueMs);
        await schedules.set(appointment);
        while ((await kept(bus, 'products')) !== null) await new Promise(setImmediate);
      }
      assert.equal(await countOf(bus, mailboxSubjects(bus.namespace).ticks), 1);
    }
    await using hub = await consumingHub(scope);
    assert.equal((await hub.next()).dueAtMs, due[1]);
  });

  test('an appointment lasts longer than the age at which commands expire', async (t) => {
    await using scope = await testScope();
    await using bus = await testBus(scope);
    const schedules = await openSchedules(bus);
    await schedules.set(ahead('products', HOUR_MS));
    const names = busNames(scope.namespace);
    await bus.js.publish(names.mailbox('stream', 'products'), 'a command');
    await bus.jsm.streams.update(names.mailboxStream, {
      max_age: nanos(1_000),
      duplicate_window: nanos(1_000),
    });
    await untilKept(bus, 1, t.signal);
    assert.notEqual(await kept(bus, 'products'), null);
  });

  test('a new appointment replaces the previous one', async () => {
    await using scope = await testScope();
    await using bus = await testBus(scope);
    const schedules = await openSchedules(bus);
    await schedules.set(ahead('products', HOUR_MS));
    await schedules.set(ahead('products', 500));
    await using hub = await consumingHub(scope);
    await hub.next();
    assert.equal(await countOf(bus, mailboxSubjects(bus.namespace).schedules), 0);
  });

  test('a removed appointment no longer ticks, and its waiting tick is removed, too', async () => {
    await using scope = await testScope();
    await using bus = await testBus(scope);
    const schedules = await openSchedules(bus);
    await schedules.set(ahead('prices', -1_000));
    while ((await kept(bus, 'prices')) !== null) await new Promise(setImmediate);
    await schedules.set(ahead('products', 500));
    await schedules.set(ahead('orders', 1_000));
    await schedules.remove('products');
    await schedules.remove('prices');
    await using hub = await consumingHub(scope);
    assert.equal((await hub.next()).name, 'orders');
  });

  test('appointments of streams that left the configuration are removed with their waiting ticks, and the others are returned', async () => {
    await using scope = await testScope();
    await using bus = await testBus(scope);
    const schedules = await openSchedules(bus);
    await schedules.set(ahead('products', HOUR_MS));
    await schedules.set(ahead('old orders', -HOUR_MS));
    while ((await kept(bus, 'old orders')) !== null) await new Promise(setImmediate);
    await schedules.set(ahead('old orders', HOUR_MS));
    const standing = await schedules.keepOnly(['products', 'new orders']);
    assert.deepEqual([...standing], ['products']);
    assert.equal(await kept(bus, 'old orders'), null);
    assert.notEqual(await kept(bus, 'products'), null);
    assert.equal(await countOf(bus, mailboxSubjects(bus.namespace).ticks), 0);
  });
});

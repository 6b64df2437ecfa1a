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

/** What NATS keeps for the stream: the schedule's pattern and when it was set. */
async function keptSchedule(bus: BusConnection, stream: string) {
  const { mailboxStream } = busNames(bus.namespace);
  const subject = mailboxSubjects(bus.namespace).schedule(stream);
  const message = await bus.jsm.streams.getMessage(mailboxStream, { last_by_subj: subject });
  return message && { seq: message.seq, pattern: message.header.get('Nats-Schedule') };
}

/** Waits for ticks of any stream, as the server tells them to whoever listens. */
async function ticksTold(bus: BusConnection, count: number): Promise<void> {
  const ticks = bus.nc.subscribe(mailboxSubjects(bus.namespace).toldTicks, { max: count });
  let told = 0;
  for await (const _tick of ticks) told += 1;
  assert.equal(told, count);
}

// Each waits for whole seconds of the server's clock, so they wait together.
suite('schedules', { concurrency: true }, () => {
  test('an interval sends sync commands to its stream, again and again', async () => {
    await using scope = await testScope();
    await using bus = await testBus(scope);
    const schedules = await openSchedules(bus);
    await using hub = await consumingHub(scope);
    await schedules.set('products', { everyMs: 1_000 });
    const [first, second] = [await hub.next(), await hub.next()];
    assert.deepEqual(
      { ...first, id: '' },
      { id: '', kind: 'stream', name: 'products', action: 'sync', requestedBy: 'schedule' },
    );
    assert.notEqual(first.id, second.id);
  });

  test('a schedule that the server lost is set anew once its tick is missed, and not before', async () => {
    await using scope = await testScope();
    await using bus = await testBus(scope);
    const schedules = await openSchedules(bus);
    await schedules.set('products', { everyMs: 1_000 });
    await schedules.set('prices', { cron: '0 6 * * *', timeZone: 'Europe/Berlin' });
    await ticksTold(bus, 1);
    const { mailboxStream } = busNames(bus.namespace);
    const { schedules: filter } = mailboxSubjects(bus.namespace);
    await bus.jsm.streams.purge(mailboxStream, { filter });
    assert.deepEqual(await schedules.renewMissed(Date.now()), []);
    assert.equal(await keptSchedule(bus, 'products'), null);
    assert.deepEqual(await schedules.renewMissed(Date.now() + 15_000), ['products']);
    assert.equal((await keptSchedule(bus, 'products'))?.pattern, '@every 1000ms');
    assert.equal((await keptSchedule(bus, 'prices'))?.pattern, '0 0 6 * * *');
    await ticksTold(bus, 2);
  });

  test('a schedule goes on after a restart of the hub, and the ticks missed meanwhile are one', async () => {
    await using scope = await testScope();
    {
      await using first = await testBus(scope);
      const schedules = await openSchedules(first);
      await schedules.set('products', { everyMs: 1_000 });
    }
    await using bus = await testBus(scope);
    await ticksTold(bus, 3);
    const schedules = await openSchedules(bus);
    await schedules.set('products', { everyMs: 1_000 });
    const { mailboxStream } = busNames(scope.namespace);
    const filter = mailboxSubjects(scope.namespace).ticks;
    const { state } = await bus.jsm.streams.info(mailboxStream, { subjects_filter: filter });
    assert.deepEqual(Object.values(state.subjects ?? {}), [1]);
    await using hub = await consumingHub(scope);
    await hub.next();
  });

  test('an unchanged schedule is left alone, so that restarts do not put its tick off', async () => {
    await using scope = await testScope();
    await using bus = await testBus(scope);
    const everyHour = { everyMs: HOUR_MS };
    await (await openSchedules(bus)).set('products', everyHour);
    const before = await keptSchedule(bus, 'products');
    await (await openSchedules(bus)).set('products', everyHour);
    assert.deepEqual(await keptSchedule(bus, 'products'), before);
  });

  test('a schedule outlives the age at which commands are given up', async (t) => {
    await using scope = await testScope();
    await using bus = await testBus(scope);
    const schedules = await openSchedules(bus);
    await schedules.set('products', { everyMs: HOUR_MS });
    const names = busNames(scope.namespace);
    await bus.js.publish(names.mailbox('stream', 'products'), 'a command');
    await bus.jsm.streams.update(names.mailboxStream, {
      max_age: nanos(1_000),
      duplicate_window: nanos(1_000),
    });
    await untilKept(bus, 1, t.signal);
    assert.notEqual(await keptSchedule(bus, 'products'), null);
  });

  test('a changed schedule replaces the old one', async () => {
    await using scope = await testScope();
    await using bus = await testBus(scope);
    const schedules = await openSchedules(bus);
    await schedules.set('products', { everyMs: HOUR_MS });
    await schedules.set('products', { cron: '30 4 * * *', timeZone: 'Europe/Berlin' });
    assert.equal((await keptSchedule(bus, 'products'))?.pattern, '0 30 4 * * *');
    await schedules.set('products', { everyMs: 1_000 });
    await using hub = await consumingHub(scope);
    await hub.next();
    const { state } = await bus.jsm.streams.info(busNames(scope.namespace).mailboxStream, {
      subjects_filter: mailboxSubjects(scope.namespace).schedules,
    });
    assert.deepEqual(Object.values(state.subjects ?? {}), [1]);
  });

  test('a change of the time zone alone replaces the schedule', async () => {
    await using scope = await testScope();
    await using bus = await testBus(scope);
    const schedules = await openSchedules(bus);
    const cron = '0 6 * * 1-5';
    await schedules.set('products', { cron, timeZone: 'UTC' });
    const before = await keptSchedule(bus, 'products');
    await schedules.set('products', { cron, timeZone: 'Europe/Berlin' });
    assert.notEqual((await keptSchedule(bus, 'products'))?.seq, before?.seq);
  });

  test('a cron schedule of six fields fires', async () => {
    await using scope = await testScope();
    await using bus = await testBus(scope);
    const schedules = await openSchedules(bus);
    await using hub = await consumingHub(scope);
    const told = ticksTold(bus, 1);
    await schedules.set('products', { cron: '* * * * * *', timeZone: 'Europe/Berlin' });
    assert.equal(schedules.next('products'), null);
    await told;
    assert.notEqual(schedules.next('products'), null);
    assert.equal((await hub.next()).action, 'sync');
  });

  test('a removed schedule ticks no more', async () => {
    await using scope = await testScope();
    await using bus = await testBus(scope);
    const schedules = await openSchedules(bus);
    await schedules.set('products', { everyMs: 1_000 });
    await schedules.set('orders', { everyMs: 1_000 });
    await ticksTold(bus, 2);
    await schedules.remove('products');
    await using hub = await consumingHub(scope);
    const names = [(await hub.next()).name, (await hub.next()).name, (await hub.next()).name];
    assert.deepEqual(names, ['orders', 'orders', 'orders']);
    assert.equal(schedules.next('products'), null);
  });

  test('schedules of streams that left the configuration are removed', async () => {
    await using scope = await testScope();
    await using bus = await testBus(scope);
    const schedules = await openSchedules(bus);
    await schedules.set('products', { everyMs: HOUR_MS });
    await schedules.set('old orders', { everyMs: HOUR_MS });
    await schedules.keepOnly(['products']);
    assert.equal(await keptSchedule(bus, 'old orders'), null);
    assert.notEqual(await keptSchedule(bus, 'products'), null);
  });

  test('the next run is known from the start for an interval', async () => {
    await using scope = await testScope();
    await using bus = await testBus(scope);
    const schedules = await openSchedules(bus);
    const beforeMs = Date.now();
    await schedules.set('products', { everyMs: HOUR_MS });
    const inMs = (schedules.next('products') ?? 0) - beforeMs;
    assert.ok(Math.abs(inMs - HOUR_MS) < 2_000, `due in ${inMs} ms`);
    assert.equal(schedules.next('orders'), null);
  });

  test('a schedule that NATS does not understand is told as a mistake in the configuration', async () => {
    await using scope = await testScope();
    await using bus = await testBus(scope);
    const schedules = await openSchedules(bus);
    await assert.rejects(schedules.set('products', { cron: '99 * * * *', timeZone: 'UTC' }), {
      code: 'CONFIG_INVALID',
      message: /Stream products: .*"0 99 \* \* \* \*"/,
    });
    await assert.rejects(schedules.set('products', { cron: '0 6 * * *', timeZone: 'Mars/Base' }), {
      code: 'CONFIG_INVALID',
      message: /Mars\/Base/,
    });
    await assert.rejects(schedules.set('products', { everyMs: 500 }), { code: 'CONFIG_INVALID' });
  });
});

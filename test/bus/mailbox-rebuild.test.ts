import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rebuildMailbox } from '../../src/bus/mailbox-publish.ts';
import { openMailbox } from '../../src/bus/mailbox.ts';
import { openSchedules } from '../../src/bus/schedules.ts';
import type { Command } from '../../src/domain/index.ts';
import { testScope } from '../support/scope.ts';
import { consumingHub, testBus } from './mailbox-hub.ts';

const pauseOf = (name: string): Command => ({
  id: `pause-${name}`,
  kind: 'stream',
  name,
  action: 'pause',
  requestedBy: 'test',
});

test('a rebuilt mailbox keeps its commands in order', async () => {
  await using scope = await testScope();
  await using bus = await testBus(scope);
  const mailbox = await openMailbox(bus);
  for (const name of ['a', 'b', 'c']) await mailbox.publish(pauseOf(name));
  await rebuildMailbox(bus);
  await mailbox.publish(pauseOf('a'));
  await using hub = await consumingHub(scope);
  const taken = [await hub.next(), await hub.next(), await hub.next()];
  assert.deepEqual(
    taken.map(({ id }) => id),
    ['pause-a', 'pause-b', 'pause-c'],
  );
});

test('schedules continue to tick in a rebuilt mailbox, and concurrent requests to rebuild it count as one', async () => {
  await using scope = await testScope();
  await using bus = await testBus(scope);
  const schedules = await openSchedules(bus);
  const dueMs = Date.now() + 1_000;
  await schedules.set({ stream: 'products', dueMs, beginMs: dueMs });
  await Promise.all([rebuildMailbox(bus), rebuildMailbox(bus)]);
  await using hub = await consumingHub(scope);
  assert.equal((await hub.next()).name, 'products');
});

test('a consumer is told when the mailbox is rebuilt, and can consume from the new one', async () => {
  await using scope = await testScope();
  await using bus = await testBus(scope);
  const mailbox = await openMailbox(bus);
  const stop = new AbortController();
  const take = () => mailbox.consume(async () => undefined, stop.signal);
  const first = assert.rejects(take(), { code: 'BUS_UNAVAILABLE' });
  await mailbox.request(pauseOf('x'));
  await rebuildMailbox(bus);
  await first;
  const second = take();
  await mailbox.request(pauseOf('y'));
  stop.abort();
  await second;
});

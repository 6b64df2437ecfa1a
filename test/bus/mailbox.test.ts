import assert from 'node:assert/strict';
import test from 'node:test';
import { AckPolicy } from '@nats-io/jetstream';
import { busNames } from '../../src/bus/names.ts';
import { openMailbox } from '../../src/bus/mailbox.ts';
import type { Command } from '../../src/domain/index.ts';
import { Failure } from '../../src/domain/index.ts';
import { testScope } from '../support/scope.ts';
import { consumingHub, testBus, untilKept } from './mailbox-hub.ts';

function pause(id: string, name = 'products'): Command {
  return { id, kind: 'stream', name, action: 'pause', requestedBy: 'test' };
}

test('a command that was published while no hub was up is carried out when one starts', async () => {
  await using scope = await testScope();
  await using bus = await testBus(scope);
  const mailbox = await openMailbox(bus);
  await mailbox.publish(pause('1'));
  await using hub = await consumingHub(scope);
  assert.deepEqual(await hub.next(), pause('1'));
});

test('a hub takes all kinds of commands from a mailbox of an older version, which knew fewer', async () => {
  await using scope = await testScope();
  await using bus = await testBus(scope);
  const mailbox = await openMailbox(bus);
  await bus.jsm.consumers.add(busNames(scope.namespace).mailboxStream, {
    durable_name: 'hub',
    filter_subjects: [`${scope.namespace}.actor.stream.*`],
    ack_policy: AckPolicy.Explicit,
  });
  await using hub = await consumingHub(scope);
  const command: Command = { ...pause('1'), kind: 'lane', name: 'products/shop' };
  await mailbox.request(command);
  assert.deepEqual(hub.commands, [command]);
});

test('a carried-out command is gone: the next hub does not see it again', async () => {
  await using scope = await testScope();
  await using bus = await testBus(scope);
  const mailbox = await openMailbox(bus);
  {
    await using _hub = await consumingHub(scope);
    await mailbox.request(pause('1'));
  }
  await using hub = await consumingHub(scope);
  await mailbox.request(pause('2'));
  assert.deepEqual(hub.commands, [pause('2')]);
});

test('the same command id published twice is carried out once', async () => {
  await using scope = await testScope();
  await using bus = await testBus(scope);
  const mailbox = await openMailbox(bus);
  await using hub = await consumingHub(scope);
  await mailbox.publish(pause('1'));
  await mailbox.publish(pause('1'));
  await mailbox.request(pause('2'));
  assert.deepEqual(hub.commands, [pause('1'), pause('2')]);
});

test('a request resolves only when the command is carried out', async () => {
  await using scope = await testScope();
  await using bus = await testBus(scope);
  const mailbox = await openMailbox(bus);
  const carriedOut = Promise.withResolvers<void>();
  await using hub = await consumingHub(scope, () => carriedOut.promise);
  let answered = false;
  const requested = mailbox.request(pause('1')).then(() => (answered = true));
  await hub.next();
  await bus.nc.flush();
  assert.equal(answered, false);
  carriedOut.resolve();
  await requested;
});

test('the failure of a command comes back to its caller with code and message', async () => {
  await using scope = await testScope();
  await using bus = await testBus(scope);
  const mailbox = await openMailbox(bus);
  const told: unknown[] = [];
  await using _hub = await consumingHub(
    scope,
    async ({ name }) => {
      throw new Failure('NOT_FOUND', { message: `There is no stream "${name}".` });
    },
    { onFailure: (failure, command) => told.push([failure.code, command?.id]) },
  );
  await assert.rejects(mailbox.request(pause('1', 'none')), {
    name: 'Failure',
    code: 'NOT_FOUND',
    message: 'There is no stream "none".',
  });
  assert.deepEqual(told, [['NOT_FOUND', '1']]);
});

test('a request that no hub answers times out and is not carried out later', async (t) => {
  await using scope = await testScope();
  await using bus = await testBus(scope);
  const mailbox = await openMailbox(bus, { requestLimitMs: 1_000 });
  await assert.rejects(mailbox.request(pause('1')), { code: 'TIMED_OUT' });
  await untilKept(bus, 0, t.signal);
  await using hub = await consumingHub(scope);
  await mailbox.request(pause('2'));
  assert.deepEqual(hub.commands, [pause('2')]);
});

test('a request ends when its caller gives up', async () => {
  await using scope = await testScope();
  await using bus = await testBus(scope);
  const mailbox = await openMailbox(bus);
  const caller = new AbortController();
  const requested = mailbox.request(pause('1'), caller.signal);
  caller.abort();
  await assert.rejects(requested, { code: 'CANCELLED' });
});

test('commands to one actor reach the handler in order, and a slow one holds up no other', async () => {
  await using scope = await testScope();
  await using bus = await testBus(scope);
  const mailbox = await openMailbox(bus);
  const slow = Promise.withResolvers<void>();
  await using hub = await consumingHub(scope, ({ id }) =>
    id === 'slow' ? slow.promise : Promise.resolve(),
  );
  const waiting = mailbox.request(pause('slow'));
  await hub.next();
  for (const id of ['1', '2', '3']) await mailbox.request(pause(id));
  assert.deepEqual(
    hub.commands.map(({ id }) => id),
    ['slow', '1', '2', '3'],
  );
  slow.resolve();
  await waiting;
});

test('a command that nobody waits for is tried again after a transient failure', async () => {
  await using scope = await testScope();
  await using bus = await testBus(scope);
  const mailbox = await openMailbox(bus);
  let attempts = 0;
  await using hub = await consumingHub(scope, async () => {
    attempts += 1;
    if (attempts === 1) throw new Failure('STORE_UNAVAILABLE', { message: 'the database is away' });
  });
  await mailbox.publish(pause('1'));
  assert.deepEqual([await hub.next(), await hub.next()], [pause('1'), pause('1')]);
});

test('a hub that stops leaves its unfinished command to the next hub', async () => {
  await using scope = await testScope();
  await using bus = await testBus(scope);
  const mailbox = await openMailbox(bus);
  {
    await using first = await consumingHub(
      scope,
      (_command, signal) =>
        new Promise((_resolve, reject) => {
          const cancelled = new Failure('CANCELLED', { message: 'the hub stops' });
          signal.addEventListener('abort', () => reject(cancelled));
        }),
    );
    await mailbox.publish(pause('1'));
    await first.next();
  }
  await using second = await consumingHub(scope);
  assert.deepEqual(await second.next(), pause('1'));
});

test('a message that is not a command is reported and removed', async () => {
  await using scope = await testScope();
  await using bus = await testBus(scope);
  const told = Promise.withResolvers<unknown>();
  await using hub = await consumingHub(scope, async () => undefined, {
    onFailure: ({ code }, command) => told.resolve({ code, command }),
  });
  await bus.js.publish(busNames(scope.namespace).mailbox('stream', 'products'), '{"id":7}');
  assert.deepEqual(await told.promise, { code: 'MESSAGE_UNREADABLE', command: null });
  assert.deepEqual(hub.commands, []);
});

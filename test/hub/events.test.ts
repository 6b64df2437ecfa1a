import assert from 'node:assert/strict';
import { test } from 'node:test';
import { company } from '../connectors/nats/support.ts';
import { secret, verified } from '../connectors/webhook/support.ts';
import { HttpSystem } from '../support/http-system.ts';
import { startTestHub, until, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(60_000);

/**
 * A service of the company publishes orders to the company's NATS. The hub sends them to a partner by webhook, and publishes
 * them mapped for other services. The stream has no schedule: only the message itself makes the hub read.
 */
test('an event in the company’s NATS reaches its subscribers at once, and none is missing after a pause', async () => {
  await using scope = await testScope();
  await using partner = await HttpSystem.start();
  await using co = await company();
  await co.stream({ subjects: [`${co.word}.in.>`] });
  await co.jsm.streams.add({ name: `${co.word}-OUT`, subjects: [`${co.word}.out.>`] });
  const config = await writeConfig(
    scope,
    `connectors:
  events: { kind: nats, servers: ['${co.servers[0]}'] }
  partner:
    kind: webhook
    url: ${partner.url}/hook
    secrets: [{ secret: '${secret}' }]
    allowPrivate: [127.0.0.1/32]
streams:
  orders:
    from: { connector: events, entity: ${co.word}, key: id, fields: '${co.word}.in.{id}' }
    semantics: event
    to:
      - { connector: partner, entity: order, format: cloudevents, map: { total: total } }
      - { connector: events, entity: order, subject: '${co.word}.out.{key}', map: { sum: total } }
`,
  );
  await using hub = await startTestHub(scope, config);
  await hub.settled(signal);
  const told = () =>
    partner.seen
      .filter(({ method }) => method === 'POST')
      .map((request) => verified(request) as { subject: string; data: { total: number } })
      .map(({ subject, data }) => `${subject} ${data.total}`);
  const arrived = (count: number) => until(hub, signal, () => told().length >= count);

  await co.publish('in.1001', { total: 1 });
  await arrived(1);
  for (let n = 2; n <= 20; n++) await co.publish(`in.${1000 + (n % 3)}`, { total: n });
  await arrived(20);

  const stream = (action: 'pause' | 'resume') => ({
    id: `test-${action}`,
    ...({ kind: 'stream', name: 'orders', action, requestedBy: 'test' } as const),
  });
  await hub.send(stream('pause'), signal);
  for (let n = 21; n <= 25; n++) await co.publish('in.1000', { total: n });
  assert.equal(hub.streams()[0]?.state, 'paused');
  assert.equal(told().length, 20);
  await hub.send(stream('resume'), signal);
  await arrived(25);

  for (const key of ['1000', '1001', '1002']) {
    const totals = told()
      .filter((one) => one.startsWith(key))
      .map((one) => Number(one.split(' ')[1]));
    assert.deepEqual(
      totals,
      totals.toSorted((one, other) => one - other),
      `in order for ${key}`,
    );
  }
  await hub.settled(signal);
  const { state } = await co.jsm.streams.info(`${co.word}-OUT`);
  assert.equal(state.messages, 25);
  const last = await co.jsm.streams.getMessage(`${co.word}-OUT`, {
    last_by_subj: `${co.word}.out.1000`,
  });
  assert.deepEqual(last?.json(), { sum: 25 });
});

test('a subscriber that answers 410 Gone stops only its own lane, and the error says so without the secret', async () => {
  await using scope = await testScope();
  await using partner = await HttpSystem.start();
  await using co = await company();
  await co.stream({ subjects: [`${co.word}.in.>`] });
  partner.reply = ({ method }) => ({ status: method === 'POST' ? 410 : 200 });
  const config = await writeConfig(
    scope,
    `connectors:
  events: { kind: nats, servers: ['${co.servers[0]}'] }
  partner: { kind: webhook, url: '${partner.url}', secrets: [{ secret: '${secret}' }], allowPrivate: true }
streams:
  orders:
    from: { connector: events, entity: ${co.word}, key: id }
    to:
      - { connector: partner, entity: order }
      - { connector: events, entity: heard, stream: false }
`,
  );
  const heard = co.nc.subscribe('heard.a', { max: 1 });
  await co.nc.flush();
  await using hub = await startTestHub(scope, config);
  await co.publish('in.a', { id: 'a' });
  for await (const message of heard) assert.deepEqual(message.json(), { id: 'a' });
  await until(hub, signal, () =>
    hub.lanes().some(({ name, state }) => name === 'orders/partner' && state === 'failed'),
  );
  const lane = hub.lanes().find(({ name }) => name === 'orders/partner');
  assert.match(lane?.lastError?.message ?? '', /410 Gone/);
  assert.doesNotMatch(JSON.stringify(hub.lanes()), new RegExp(secret.replace(/[+/]/g, '\\$&')));
});

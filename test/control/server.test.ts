import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { suite, test } from 'node:test';
import { status } from '@grpc/grpc-js';
import { serveControl } from '../../src/control/index.ts';
import { Beginning, Failure } from '../../src/domain/index.ts';
import { FakeHub, rejecting } from '../support/fake-hub.ts';
import type { PlainError } from './clients.ts';
import { RawCaller } from './fuzz/caller.ts';
import { plainClient } from './clients.ts';
import { eventually, startControl } from './support.ts';

const STREAMS = 'stellwerk.control.v1.StreamService';
const CONNECTORS = 'stellwerk.control.v1.ConnectorService';
const LANES = 'stellwerk.control.v1.LaneService';
const HEALTH = 'grpc.health.v1.Health';

async function errorFrom(answer: Promise<unknown>): Promise<PlainError> {
  return answer.then(
    () => assert.fail('the call succeeded'),
    (error: unknown) => error as PlainError,
  );
}

const codeOf = ({ metadata }: PlainError) => metadata.get('stellwerk-code')[0];

suite('The control API', { concurrency: true }, () => {
  test('carries out orders for every kind, and answers with the status afterwards', async () => {
    await using control = await startControl();
    using connectors = await plainClient(control.address, CONNECTORS);
    using lanes = await plainClient(control.address, LANES);
    using streams = await plainClient(control.address, STREAMS);
    await connectors.call('PauseConnector', { name: 'shop' }).answer;
    await lanes.call('ResumeLane', { name: 'products/shop' }).answer;
    await streams.call('SyncStream', { name: 'stock' }).answer;
    assert.deepEqual(
      control.hub.commands.map(({ kind, name, action }) => `${action} ${kind} ${name}`),
      ['pause connector shop', 'resume lane products/shop', 'sync stream stock'],
    );
    assert.match(control.hub.commands[0]?.requestedBy ?? '', /^grpc 127\.0\.0\.1:\d+$/);
  });

  test('uses the request id as the id of the command, and makes one if none is given', async () => {
    await using control = await startControl();
    using client = await plainClient(control.address, STREAMS);
    await client.call('PauseStream', { name: 'stock', requestId: 'ticket-17' }).answer;
    await client.call('PauseStream', { name: 'stock' }).answer;
    const [given, made] = control.hub.commands.map(({ id }) => id);
    assert.equal(given, 'ticket-17');
    assert.match(made ?? '', /^[0-9a-f-]{36}$/);
  });

  test('answers a refusal with the status of its code, and includes remedy and code', async () => {
    await using control = await startControl();
    using client = await plainClient(control.address, STREAMS);
    control.hub.onSend = rejecting('Stream products is paused');
    const error = await errorFrom(client.call('SyncStream', { name: 'products' }).answer);
    assert.equal(error.code, status.FAILED_PRECONDITION);
    assert.equal(
      error.details,
      'Stream products is paused. Nothing was changed; the message says what prevents it.',
    );
    assert.equal(codeOf(error), 'COMMAND_REJECTED');
  });

  test('answers an unknown name with NOT_FOUND and an empty one with INVALID_ARGUMENT', async () => {
    await using control = await startControl();
    using client = await plainClient(control.address, STREAMS);
    const unknown = await errorFrom(client.call('GetStream', { name: 'nonsense' }).answer);
    assert.deepEqual([unknown.code, codeOf(unknown)], [status.NOT_FOUND, 'NOT_FOUND']);
    const empty = await errorFrom(client.call('PauseStream', {}).answer);
    assert.deepEqual([empty.code, codeOf(empty)], [status.INVALID_ARGUMENT, 'INVALID_REQUEST']);
    const badId = { name: 'stock', requestId: 'two words' };
    const refused = await errorFrom(client.call('PauseStream', badId).answer);
    assert.equal(codeOf(refused), 'INVALID_REQUEST');
  });

  test('does not reveal the cause of a defect to the caller, and logs it', async () => {
    await using control = await startControl();
    using client = await plainClient(control.address, STREAMS);
    control.hub.onSend = () => Promise.reject(new TypeError('secret inside'));
    const error = await errorFrom(client.call('PauseStream', { name: 'stock' }).answer);
    assert.equal(error.code, status.INTERNAL);
    assert.doesNotMatch(error.details, /secret/);
    assert.deepEqual(control.defects, [`/${STREAMS}/PauseStream: TypeError: secret inside`]);
  });

  test('refuses a request larger than 2 MiB', async () => {
    await using control = await startControl();
    using client = await plainClient(control.address, STREAMS);
    const huge = { name: 'x'.repeat(3 * 1024 * 1024) };
    const error = await errorFrom(client.call('GetStream', huge).answer);
    assert.equal(error.code, status.RESOURCE_EXHAUSTED);
  });

  test('tells the caller that a request is not a message of its method, also on methods that watch', async () => {
    await using control = await startControl();
    using caller = new RawCaller(control.address);
    const garbage = Buffer.from([0x0a, 0xff]);
    for (const [method, streams] of [
      ['GetStream', false],
      ['WatchStreams', true],
    ] as const) {
      const { status, details } = await caller.call(
        { path: `/${STREAMS}/${method}`, streams },
        garbage,
      );
      assert.equal(status, 'INVALID_ARGUMENT');
      assert.match(details, /^The request is not a message of this method: /);
    }
    assert.deepEqual(control.defects, []);
  });

  test('aborts an order when its caller cancels or its deadline passes', async () => {
    await using control = await startControl();
    using client = await plainClient(control.address, STREAMS);
    control.hub.onSend = async (_command, signal) => {
      await once(signal, 'abort');
      throw new Failure('CANCELLED', { message: 'The caller left.' });
    };
    const cancelled = client.call('PauseStream', { name: 'stock' });
    await eventually(() => control.hub.signals.length === 1);
    cancelled.cancel();
    assert.equal((await errorFrom(cancelled.answer)).code, status.CANCELLED);
    await eventually(() => control.hub.signals[0]?.aborted === true);

    const deadline = { deadline: Date.now() + 150 };
    const late = client.call('PauseStream', { name: 'stock' }, deadline);
    assert.equal((await errorFrom(late.answer)).code, status.DEADLINE_EXCEEDED);
    await eventually(() => control.hub.signals[1]?.aborted === true);
  });

  test('reports its health per service, and NOT_FOUND for a service that it does not have', async () => {
    await using control = await startControl();
    using client = await plainClient(control.address, HEALTH);
    for (const service of ['', CONNECTORS, STREAMS, LANES]) {
      assert.deepEqual(await client.call('check', { service }).answer, { status: 'SERVING' });
    }
    const error = await errorFrom(client.call('check', { service: 'nonsense' }).answer);
    assert.equal(error.code, status.NOT_FOUND);
  });

  test('says until its hub has begun that it is starting and when to call again, and is not healthy', async () => {
    const beginning = new Beginning();
    await using control = await startControl({ beginning });
    using streams = await plainClient(control.address, STREAMS);
    using health = await plainClient(control.address, HEALTH);
    const order = () => streams.call('PauseStream', { name: 'stock' }).answer;
    const early = await errorFrom(order());
    assert.deepEqual([early.code, codeOf(early)], [status.UNAVAILABLE, 'STARTING']);
    assert.deepEqual(early.metadata.get('retry-after'), ['1']);
    assert.deepEqual(control.hub.commands, []);
    const check = () => health.call('check', { service: STREAMS }).answer;
    assert.deepEqual(await check(), { status: 'NOT_SERVING' });
    beginning.begin();
    await order();
    assert.deepEqual(await check(), { status: 'SERVING' });
  });

  test('finishes the running order when it stops, and accepts no more', async () => {
    await using control = await startControl();
    using client = await plainClient(control.address, STREAMS);
    const release = Promise.withResolvers<void>();
    control.hub.onSend = () => release.promise;
    const order = client.call('PauseStream', { name: 'stock' });
    await eventually(() => control.hub.commands.length === 1);
    const stopped = control.stop(10_000);
    release.resolve();
    await order.answer;
    await stopped;
    const error = await errorFrom(client.call('GetStream', { name: 'stock' }).answer);
    assert.equal(error.code, status.UNAVAILABLE);
  });

  test('cuts off an order that outlasts the grace period', async () => {
    await using control = await startControl();
    using client = await plainClient(control.address, STREAMS);
    control.hub.onSend = () => new Promise(() => undefined);
    const answer = errorFrom(client.call('PauseStream', { name: 'stock' }).answer);
    await eventually(() => control.hub.commands.length === 1);
    await control.stop(50);
    assert.ok(await answer);
    await eventually(() => control.hub.signals[0]?.aborted === true);
  });
});

suite('The address of the control API', () => {
  for (const address of ['0.0.0.0:0', '192.168.1.5:7443', '[::]:0', 'example.com:80', '7443']) {
    test(`is refused when it is ${address}`, async () => {
      await assert.rejects(serveControl({ hub: new FakeHub(), address }), {
        name: 'Failure',
        code: 'SETUP_FAILED',
      });
    });
  }

  test('is refused with a clear message when it is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    try {
      await assert.rejects(serveControl({ hub: new FakeHub(), address: `127.0.0.1:${port}` }), {
        code: 'SETUP_FAILED',
        message: `The control API cannot listen on 127.0.0.1:${port}: the port is in use, perhaps by another hub. Stop the process that holds it, or set another address as hub.grpc.address.`,
      });
    } finally {
      other.close();
    }
  });

  test('may be localhost, and the server reports the port that it got', async () => {
    const control = await serveControl({ hub: new FakeHub(), address: 'localhost:0' });
    assert.match(control.address, /^localhost:[1-9]\d+$/);
    await control.stop(0);
  });
});

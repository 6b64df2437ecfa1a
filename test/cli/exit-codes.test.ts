import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { suite, test } from 'node:test';
import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import { Failure } from '../../src/domain/index.ts';
import { loadProtocol } from '../../src/control/protocol.ts';
import { startControl } from '../control/support.ts';
import { cli } from './support.ts';

/** Starts a server that refuses every call with this status, as a proxy in front of the hub does. */
async function refusing(code: status): Promise<AsyncDisposable & { readonly address: string }> {
  const { services } = await loadProtocol();
  const server = new Server();
  for (const { service } of Object.values(services).filter((one) => 'service' in one)) {
    const methods = Object.keys(service).map((name) => [name, refuse(code)]);
    server.addService(service, Object.fromEntries(methods) as Parameters<Server['addService']>[1]);
  }
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
    error ? reject(error) : resolve(port),
  );
  const address = `127.0.0.1:${await promise}`;
  return { address, [Symbol.asyncDispose]: async () => server.forceShutdown() };
}

const refuse = (code: status) => (_call: unknown, done: (error: object) => void) =>
  done({ code, details: 'not you' });

suite('The exit code of stellwerk is', { concurrency: 3 }, () => {
  for (const code of [status.UNAUTHENTICATED, status.PERMISSION_DENIED]) {
    test(`5 when the answer is ${status[code]}`, async () => {
      await using proxy = await refusing(code);
      const end = await cli(['sync', 'products', '--address', proxy.address]);
      assert.equal(end.code, 5);
      assert.equal(end.stderr, 'The call was denied: not you\n');
    });
  }

  test('3 when what answers is not a hub', async () => {
    const server = createServer((_request, response) => response.writeHead(404).end());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const end = await cli(['sync', 'products', '--address', address]);
    server.close();
    assert.equal(end.code, 3);
    assert.equal(
      end.stderr,
      `What answers at ${address} is not a hub (Received HTTP status code 404). Name the address of its control API, as the hub prints it when it starts.\n`,
    );
  });

  test('4 when a filter names what does not exist, and 0 when nothing matches it', async () => {
    await using control = await startControl();
    const at = ['--address', control.address];
    const mistyped = await cli(['runs', 'productz', ...at]);
    assert.equal(mistyped.code, 4);
    assert.match(mistyped.stderr, /^There is no stream "productz"\. Known names: products/);
    assert.equal((await cli(['runs', 'products', '--failed', ...at])).code, 0);
  });

  test('6 when the order was not carried out in time', async () => {
    await using control = await startControl();
    control.hub.onSend = () =>
      Promise.reject(new Failure('TIMED_OUT', { message: 'Stream products did not rest in time' }));
    const end = await cli(['pause', 'products', '--address', control.address]);
    assert.equal(end.code, 6);
    assert.match(end.stderr, /^Stream products did not rest in time\. Try again/);
  });

  test('1 when the hub refuses, 0 when it does not', async () => {
    await using control = await startControl();
    const at = ['--address', control.address];
    assert.equal((await cli(['pause', 'products', ...at])).code, 0);
    control.hub.onSend = () =>
      Promise.reject(new Failure('COMMAND_REJECTED', { message: 'Stream products is paused' }));
    assert.equal((await cli(['sync', 'products', ...at])).code, 1);
  });
});

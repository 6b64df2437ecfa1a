import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { connectBus } from '../../src/bus/index.ts';

test('a server that is too old is reported with its version, and its connection is closed', async () => {
  const server = createServer((socket) => {
    socket.write(`INFO {"version":"2.9.0","max_payload":1048576}\r\n`);
    socket.on('data', (bytes) => bytes.includes('PING') && socket.write('PONG\r\n'));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const { port } = server.address() as AddressInfo;
  const connecting = connectBus(`nats://127.0.0.1:${port}`, 'test');
  const [socket] = await accepted;
  const closed = once(socket, 'close', { signal: AbortSignal.timeout(10_000) });
  await assert.rejects(connecting, { code: 'SETUP_FAILED', message: /has version 2\.9\.0/ });
  await closed;
  server.close();
});

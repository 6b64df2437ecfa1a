import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';
import { test } from 'node:test';
import { startDashboard } from './dashboard-support.ts';

const MiB = 1024 * 1024;
const signal = AbortSignal.timeout(20_000);

/** Declares a body, from one of the many addresses of loopback. */
function begin(localAddress: string, url: string, bytes: number) {
  const headers = { 'content-type': 'application/json', 'content-length': bytes };
  const begun = request(url, { method: 'POST', agent: false, localAddress, headers, signal });
  begun.on('error', () => undefined); // The server's end.
  begun.flushHeaders();
  return begun;
}

async function statusOf(begun: ReturnType<typeof begin>): Promise<number> {
  const [answer] = (await once(begun, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode ?? 0;
}

test('the bodies of one address that never end do not keep others from the dashboard', async () => {
  await using dashboard = await startDashboard();
  const url = `${dashboard.url}/api/AccessService/WhoAmI`;
  const from = async (address: string) => {
    const call = begin(address, url, 2);
    call.end('{}');
    return statusOf(call);
  };
  const stalled = Array.from({ length: 8 }, () => begin('127.0.0.2', url, 2 * MiB));
  while ((await from('127.0.0.2')) !== 503) signal.throwIfAborted();
  assert.equal(await from('127.0.0.1'), 401);
  stalled[0]?.destroy();
  while ((await from('127.0.0.2')) !== 401) signal.throwIfAborted();
  for (const call of stalled) call.destroy();
});

test('an unknown address is answered before its body has arrived', async () => {
  await using dashboard = await startDashboard();
  assert.equal(await statusOf(begin('127.0.0.1', `${dashboard.url}/none`, MiB)), 404);
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { test } from 'node:test';
import type { WebhookEndpoint } from '../../src/web/index.ts';
import { serveWeb, signatureForms, webhookRoutes } from '../../src/web/index.ts';

const signal = AbortSignal.timeout(20_000);
const MAX_HELD = 1_000;

const headers = { 'content-type': 'application/json', 'x-webhook-token': 'wrong' };

const endpoint: WebhookEndpoint = {
  connector: 'service',
  settings: {
    signature: { ...signatureForms.token, form: 'token', secrets: ['a token of some length'] },
    allow: [],
    maxBytes: 10 * MAX_HELD,
    perMinute: null,
  },
  streams: [],
  admit: async () => null,
  refused: () => undefined,
};

/** Sends from one of the many addresses of loopback. @returns the status */
async function sendFrom(localAddress: string, url: string, bytes: number): Promise<number> {
  const sent = request(url, { method: 'POST', agent: false, localAddress, headers });
  sent.end('1'.repeat(bytes));
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode ?? 0;
}

/** Begins a body and does not end it. */
function stall(localAddress: string, url: string, bytes: number) {
  const more = { ...headers, 'content-length': bytes + 20 };
  const stalled = request(url, { method: 'POST', agent: false, localAddress, headers: more });
  stalled.on('error', () => undefined);
  stalled.write('1'.repeat(bytes));
  return stalled;
}

test('bodies of senders who have proven nothing yet are held up to a common limit, and each sender has a part of it', async () => {
  const port = { find: () => endpoint };
  const web = await serveWeb({ address: '127.0.0.1:0', routes: [webhookRoutes(port, MAX_HELD)] });
  const url = `http://${web.address}/webhooks/service`;
  const untilAnswered = async (status: number, from: string, bytes: number) => {
    while ((await sendFrom(from, url, bytes)) !== status) signal.throwIfAborted();
  };
  try {
    assert.equal(await sendFrom('127.0.0.1', url, 5 * MAX_HELD), 401, 'alone it may be larger');
    // A body gives its room back a moment after its answer.
    await untilAnswered(401, '127.0.0.1', 20);
    const stalled = stall('127.0.0.1', url, 240);
    await untilAnswered(503, '127.0.0.1', 20);
    await untilAnswered(401, '127.0.0.1', 5);
    assert.equal(await sendFrom('127.0.0.2', url, 200), 401, 'others have their own part');
    await untilAnswered(401, '127.0.0.2', 200);
    for (const last of [2, 3, 4]) stall(`127.0.0.${last}`, url, 240);
    await untilAnswered(503, '127.0.0.5', 50);
    stalled.end('1'.repeat(20));
    const [answer] = (await once(stalled, 'response')) as [IncomingMessage];
    assert.equal(answer.statusCode, 401);
    answer.resume();
    await untilAnswered(401, '127.0.0.5', 50);
  } finally {
    await web.stop(0);
  }
});

test('a sender who keeps many deliveries open leaves room for those of others', async () => {
  const port = { find: () => endpoint };
  const routes = [webhookRoutes(port, MAX_HELD, 8)];
  const web = await serveWeb({ address: '127.0.0.1:0', routes });
  const url = `http://${web.address}/webhooks/service`;
  try {
    for (let n = 0; n < 8; n++) stall('127.0.0.2', url, 1);
    while ((await sendFrom('127.0.0.2', url, 1)) !== 503) signal.throwIfAborted();
    assert.equal(await sendFrom('127.0.0.1', url, 1), 401);
  } finally {
    await web.stop(0);
  }
});

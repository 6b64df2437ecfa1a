import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { test } from 'node:test';
import type { WebhookEndpoint } from '../../src/web/index.ts';
import { serveWeb, signatureForms, webhookRoutes } from '../../src/web/index.ts';

const signal = AbortSignal.timeout(20_000);
const MAX_HELD = 1_000;

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

test('bodies of senders who have proven nothing yet are held up to a common limit only', async () => {
  const routes = [webhookRoutes({ find: () => endpoint }, MAX_HELD)];
  const web = await serveWeb({ address: '127.0.0.1:0', routes });
  const url = `http://${web.address}/webhooks/service`;
  const headers = { 'content-type': 'application/json', 'x-webhook-token': 'wrong' };
  const send = async (bytes: number) =>
    (await fetch(url, { method: 'POST', headers, body: '1'.repeat(bytes) })).status;
  const untilAnswered = async (status: number) => {
    while ((await send(200)) !== status) signal.throwIfAborted();
  };
  try {
    assert.equal(await send(5 * MAX_HELD), 401, 'one that is alone may be larger');
    const stalled = request(url, {
      ...{ method: 'POST', agent: false },
      headers: { ...headers, 'content-length': MAX_HELD },
    });
    stalled.on('error', () => undefined);
    stalled.write('1'.repeat(MAX_HELD - 100));
    await untilAnswered(503);
    assert.equal(await send(50), 401, 'what fits is read');
    stalled.end('1'.repeat(100));
    const [answer] = (await once(stalled, 'response')) as [IncomingMessage];
    assert.equal(answer.statusCode, 401);
    answer.resume();
    await untilAnswered(401);
  } finally {
    await web.stop(0);
  }
});

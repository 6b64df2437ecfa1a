import assert from 'node:assert/strict';
import { getEventListeners, once } from 'node:events';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { mock, test } from 'node:test';
import { makeAuthority, makeCertificate } from '../../../src/access/index.ts';
import { HttpClient } from '../../../src/connectors/http/client.ts';
import { HttpSystem } from '../../support/http-system.ts';
import { delivery } from '../postgres/support.ts';
import { targetOf } from './support.ts';

const settings = {
  url: 'http://shop.example',
  auth: { kind: 'none' },
  headers: {},
  timeoutMs: 2_000,
  maxConcurrency: 4,
  maxThrottleWaitMs: 0,
} as const;

/** Returns what a client reads from an answer with these bytes. */
async function read(bytes: Uint8Array, contentType: string): Promise<unknown> {
  const answer = () => new Response(bytes, { headers: { 'content-type': contentType } });
  const client = new HttpClient(settings, { fetch: async () => answer() });
  const signal = AbortSignal.timeout(10_000);
  return (await client.getList('/', undefined, 'source', signal)).value;
}

for (const [what, bytes, contentType] of [
  ['UTF-8', Buffer.from('"Grüße"'), 'application/json'],
  ['UTF-8 behind a byte order mark', Buffer.from('\ufeff"Grüße"'), 'application/json'],
  ['Latin-1 that says so', Buffer.from('"Gr\xfc\xdfe"', 'latin1'), 'text/json; charset=ISO-8859-1'],
  ['UTF-16 that says so', Buffer.from('"Grüße"', 'utf16le'), 'application/json;charset="utf-16"'],
  ['an encoding of no known name', Buffer.from('"Grüße"'), 'application/json; charset=none'],
] as const) {
  test(`an answer in ${what} is decoded correctly`, async () => {
    assert.equal(await read(bytes, contentType), 'Grüße');
  });
}

test('a field that a thing lacks is absent, even if every object inherits a property of that name', async () => {
  await using system = await HttpSystem.start();
  const get = { path: '/things/{key}' };
  const document = { constructor: 'Ferrari', name: 'F40' };
  system.reply = () => ({ body: { name: 'F40' } });
  const thing = { ...delivery('a', 1), document };
  const target = targetOf(system, { get });
  const [held] =
    (await target.peek?.({ things: [thing], signal: AbortSignal.timeout(9_000) })) ?? [];
  assert.deepEqual(held?.now, { name: 'F40' });
});

for (const [what, error] of [
  ['OData and Google', { code: 'BadRequest', message: 'The number is taken.' }],
  ['SAP', { code: -5002, message: { lang: 'en-us', value: 'The number is taken.' } }],
] as const) {
  test(`a refusal shows its reason, as ${what} write it`, async () => {
    await using system = await HttpSystem.start();
    system.reply = () => ({ status: 400, body: { error } });
    const deliveries = [delivery('a', 1)];
    const [outcome] = await targetOf(system).deliver(deliveries, AbortSignal.timeout(9_000));
    assert.ok(outcome?.kind === 'failed');
    assert.equal(outcome.failure.message, 'POST answered 400: The number is taken.');
  });
}

test('requests leave no listener on the signal of their lane', async () => {
  await using system = await HttpSystem.start();
  const lane = new AbortController();
  const target = targetOf(system);
  // Node does not show what `AbortSignal.any` leaves on a signal, so it must not be called at all.
  const any = mock.method(AbortSignal, 'any');
  const many = Array.from({ length: 50 }, (_, nth) => delivery(`k${nth}`, 1));
  await target.deliver(many, lane.signal);
  assert.deepEqual(getEventListeners(lane.signal, 'abort'), []);
  assert.equal(any.mock.callCount(), 0);
  any.mock.restore();
});

test('a system without TLS, or with a certificate of an unknown authority, is reported with what to change', async () => {
  const authority = await makeAuthority();
  const host = { commonName: 'localhost', hosts: ['localhost', '127.0.0.1'] };
  const secure = createSecureServer(await makeCertificate(authority, host), (_, answer) => {
    answer.end('[]');
  });
  await using plain = await HttpSystem.start();
  await once(secure.listen(0, '127.0.0.1'), 'listening');
  const { port } = secure.address() as AddressInfo;
  const failureAt = async (url: string) => {
    const client = new HttpClient({ ...settings, url });
    const signal = AbortSignal.timeout(10_000);
    return client.getList('/', undefined, 'source', signal).then(
      () => 'no failure',
      (error: Error) => error.message,
    );
  };
  try {
    assert.match(await failureAt(plain.url.replace('http:', 'https:')), /no TLS .*write http:/);
    assert.match(await failureAt(`https://127.0.0.1:${port}`), /not trusted .*NODE_EXTRA_CA_CERTS/);
  } finally {
    secure.close();
  }
});

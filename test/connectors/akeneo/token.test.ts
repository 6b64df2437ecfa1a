import assert from 'node:assert/strict';
import { test } from 'node:test';
import { delivery } from '../postgres/support.ts';
import { Pim } from './pim.ts';
import { openAkeneo, put, signal, sourceOf, targetOf } from './support.ts';

const TOKEN = '/api/oauth/v1/token';

const grants = (pim: Pim) =>
  pim.seen(TOKEN, 'POST').map(({ body }) => (body as Record<string, string>).grant_type);

test('all requests of a connector share one token, and a new one is fetched once by its refresh token', async () => {
  await using pim = await Pim.start();
  const target = targetOf(pim);
  const batch = Array.from({ length: 400 }, (_, n) =>
    delivery(`p${n}`, 1, { document: { identifier: `p${n}` } }),
  );
  await target.deliver(batch, signal);
  assert.deepEqual(grants(pim), ['password']);
  pim.tokens.end();
  const outcomes = await target.deliver(batch, signal);
  assert.ok(outcomes.every(({ kind }) => kind === 'applied'));
  assert.deepEqual(grants(pim), ['password', 'refresh_token']);
});

test('a token is renewed before it ends', async () => {
  await using pim = await Pim.start();
  // The hub takes no token that ends within half a minute.
  pim.tokens.lifetimeS = 20;
  const connector = openAkeneo(pim);
  for (let n = 0; n < 2; n++) await connector.check(signal);
  assert.deepEqual(grants(pim), ['password', 'refresh_token']);
});

test('a refresh token that has ended is replaced by user and password', async () => {
  await using pim = await Pim.start();
  const connector = openAkeneo(pim);
  await connector.check(signal);
  pim.tokens.end();
  pim.tokens.endRefreshing();
  await connector.check(signal);
  assert.deepEqual(grants(pim), ['password', 'refresh_token', 'password']);
});

test('wrong credentials are an error of the connector that says so without them', async () => {
  await using pim = await Pim.start();
  const given = { kind: 'connection', clientId: 'client', clientSecret: 'client-secret' };
  const auth = { ...given, user: 'hub', password: 'wrong-pass' };
  await assert.rejects(openAkeneo(pim, { auth }).check(signal), {
    code: 'TARGET_MISCONFIGURED',
    message: 'POST /api/oauth/v1/token was answered 422: No user found for hub and ***',
  });
  const app = openAkeneo(pim, { auth: { kind: 'token', token: 'of-an-app' } });
  await assert.rejects(app.check(signal), { code: 'TARGET_MISCONFIGURED' });
  assert.equal(grants(pim).length, 1);
});

test('a check passes for a user who may not list locales, and not for another system', async () => {
  await using pim = await Pim.start();
  const check = (reply: object) => {
    pim.misbehave = ({ path }) => (path === '/api/rest/v1/locales' ? reply : null);
    return openAkeneo(pim).check(signal);
  };
  await check({ status: 403, body: { code: 403, message: 'Access forbidden.' } });
  await assert.rejects(check({ body: { hello: 1 } }), /correct `url`/);
  await assert.rejects(check({ status: 502 }), { code: 'TARGET_UNAVAILABLE' });
});

test('a PIM that asks for a pause gets one, and the request then', async () => {
  await using pim = await Pim.start();
  put(pim, 'a');
  let times = 0;
  pim.misbehave = ({ path }) =>
    path === '/api/rest/v1/products-uuid' && ++times === 1
      ? { status: 429, headers: { 'retry-after': '1' } }
      : null;
  const { records } = await sourceOf(pim).read({ cursor: null, limit: 10, signal });
  const [first, second] = pim.seen('/api/rest/v1/products-uuid', 'GET');
  assert.equal(records.length, 1);
  assert.ok((second?.atMs ?? 0) - (first?.atMs ?? 0) >= 1_000);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAll } from '../../support/read-all.ts';
import { delivery } from '../postgres/support.ts';
import { Marketplace, STORE } from './marketplace.ts';
import { openAmazon, signal, sourceOf, targetOf } from './support.ts';

const prices = (count: number) =>
  Array.from({ length: count }, (_, n) => delivery(`A-${n}`, 1, { document: { price: 5 + n } }));

test('one login serves all streams, lanes and checks, and every request says who calls', async () => {
  await using marketplace = await Marketplace.start();
  marketplace.listings.arePatchedIntoBeing = true;
  marketplace.putOrder('1', { lastUpdatedTime: '2026-01-31T10:00:00Z' });
  const connector = openAmazon(marketplace);
  const target = targetOf(marketplace, {}, connector);
  const source = sourceOf(marketplace, {}, connector);
  await Promise.all([
    connector.check(signal),
    target.deliver(prices(5), signal),
    readAll(source),
    target.peek?.({ things: prices(3), signal }),
  ]);
  assert.equal(marketplace.logins, 1);
  for (const { headers } of marketplace.system.seen.filter(({ path }) => path !== '/auth/o2/token'))
    assert.match(headers['user-agent'] ?? '', /^stellwerk\/\d+ \(Language=/);
});

test('a token that Amazon calls ended, with 403, is renewed once for all requests that met that', async () => {
  await using marketplace = await Marketplace.start();
  marketplace.listings.arePatchedIntoBeing = true;
  const target = targetOf(marketplace);
  await target.deliver(prices(1), signal);
  marketplace.endTokens();
  const outcomes = await target.deliver(prices(5), signal);
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    Array<string>(5).fill('applied'),
  );
  assert.equal(marketplace.logins, 2);
});

test('a token is renewed before it ends', async () => {
  await using marketplace = await Marketplace.start();
  marketplace.listings.arePatchedIntoBeing = true;
  marketplace.tokenLivesS = 20;
  const target = targetOf(marketplace);
  await target.deliver(prices(1), signal);
  marketplace.tokenLivesS = 3_600;
  await target.deliver(prices(1), signal);
  await target.deliver(prices(1), signal);
  assert.equal(marketplace.logins, 2);
});

test('a refresh token that Amazon refuses is named as such, and no secret is shown', async () => {
  await using marketplace = await Marketplace.start();
  const settings = { refreshToken: 'Atzr|withdrawn', clientSecret: 'app-secret' };
  const connector = openAmazon(marketplace, settings);
  await assert.rejects(connector.check(signal), (error: Error & { code: string }) => {
    assert.equal(error.code, 'TARGET_MISCONFIGURED');
    assert.match(error.message, /refuses the client credentials \(HTTP 400: invalid_grant\)/);
    assert.doesNotMatch(error.message, /Atzr|app-secret/);
    return true;
  });
});

test('what the app has no role for is refused and not taken for an ended token; the check still passes', async () => {
  await using marketplace = await Marketplace.start();
  for (const operation of ['searchListingsItems', 'patchListingsItem', 'searchOrders'])
    marketplace.denied.add(operation);
  const connector = openAmazon(marketplace);
  await connector.check(signal);
  await assert.rejects(targetOf(marketplace, {}, connector).deliver(prices(1), signal), {
    code: 'TARGET_MISCONFIGURED',
    message: /HTTP 403: Access to requested resource is denied/,
  });
  await assert.rejects(readAll(sourceOf(marketplace, {}, connector)), { code: 'SOURCE_REFUSED' });
  assert.equal(marketplace.logins, 1);
});

test('the check refuses a store that the account does not have', async () => {
  await using marketplace = await Marketplace.start();
  marketplace.misbehave = ({ query }) =>
    query.get('marketplaceIds') === STORE
      ? { status: 400, body: { errors: [{ code: 'InvalidInput', message: 'Invalid store' }] } }
      : null;
  await assert.rejects(openAmazon(marketplace).check(signal), {
    code: 'TARGET_MISCONFIGURED',
    message: /Invalid store/,
  });
});

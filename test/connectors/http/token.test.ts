import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Target } from '../../../src/connector-api/index.ts';
import { HttpSystem } from '../../support/http-system.ts';
import type { Reply } from '../../support/http-system.ts';
import { delivery } from '../postgres/support.ts';
import { signal, targetOf } from './support.ts';

/** Opens a target behind an issuer that answers as the test says. */
function targetWith(issuer: HttpSystem, system: HttpSystem): Target {
  const auth = { kind: 'oauth2', tokenUrl: issuer.url, clientId: 'hub', clientSecret: 'hidden' };
  return targetOf(system, {}, { auth });
}

test('an expired token is fetched again once, however many requests notice it at the same time', async () => {
  await using issuer = await HttpSystem.start();
  await using system = await HttpSystem.start();
  // The first token expires before it can be used a second time.
  issuer.reply = (_, nth) => ({
    body: { access_token: `t${nth}`, expires_in: nth === 1 ? 1 : 3600 },
    afterMs: 20,
  });
  const target = targetWith(issuer, system);
  await target.deliver([delivery('first', 1)], signal);
  const many = Array.from({ length: 12 }, (_, n) => delivery(`k${n}`, 1));
  await target.deliver(many, signal);
  assert.equal(issuer.seen.length, 2);
});

test('a token that is revoked is fetched again once, even if requests that carried it are refused one after the other', async () => {
  await using issuer = await HttpSystem.start();
  await using system = await HttpSystem.start();
  // Like an issuer that keeps one token per client: a new one ends the one before.
  issuer.reply = (_, nth) => ({ body: { access_token: `t${nth}`, expires_in: 3600 } });
  const late = Promise.withResolvers<void>();
  system.reply = ({ headers, path }) => {
    const isValid = headers.authorization === `Bearer t${Math.max(2, issuer.seen.length)}`;
    if (isValid && path === '/products/k1') late.resolve();
    const isLate = !isValid && path === '/products/k2';
    return { status: isValid ? 200 : 401, ...(isLate ? { until: late.promise } : {}) };
  };
  const target = targetWith(issuer, system);
  const both = ['k1', 'k2'].map((key) => delivery(key, 1, { externalId: key }));
  const outcomes = await target.deliver(both, signal);
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['applied', 'applied'],
  );
  assert.equal(issuer.seen.length, 2);
});

test('a lane that stops does not wait for a token, and the lanes that still wait receive it', async () => {
  await using issuer = await HttpSystem.start();
  await using system = await HttpSystem.start();
  const asked = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  issuer.reply = () => {
    asked.resolve();
    return { until: answered.promise, body: { access_token: 't1', expires_in: 3600 } };
  };
  const target = targetWith(issuer, system);
  const stop = new AbortController();
  const stopped = target.deliver([delivery('a', 1)], stop.signal);
  const other = target.deliver([delivery('b', 1)], signal);
  await asked.promise;
  stop.abort();
  await assert.rejects(stopped, { name: 'AbortError' });
  answered.resolve();
  assert.deepEqual(
    (await other).map(({ kind }) => kind),
    ['applied'],
  );
  assert.equal(issuer.seen.length, 1);
});

test('a redirect by the issuer is refused, and no credentials are sent to the other address', async () => {
  await using elsewhere = await HttpSystem.start();
  await using issuer = await HttpSystem.start();
  issuer.reply = () => ({ status: 307, headers: { location: elsewhere.url } });
  await assert.rejects(targetWith(issuer, issuer).deliver([delivery('a', 1)], signal), {
    code: 'TARGET_MISCONFIGURED',
    message: /\(HTTP 307\)/,
  });
  assert.equal(elsewhere.seen.length, 0);
});

const passing: Readonly<Record<string, Reply>> = {
  'limits its callers': { status: 429 },
  'answers half of a token': { body: '{"access_token": "t1' },
};
for (const [what, reply] of Object.entries(passing)) {
  test(`an issuer that ${what} counts as unavailable, so nobody has to resume the lane`, async () => {
    await using issuer = await HttpSystem.start();
    issuer.reply = () => reply;
    const delivering = targetWith(issuer, issuer).deliver([delivery('a', 1)], signal);
    await assert.rejects(delivering, {
      code: 'TARGET_UNAVAILABLE',
      message: /^token endpoint 127\.0\.0\.1:\d+: (?!.*t1)/,
    });
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Target } from '../../../src/connector-api/index.ts';
import { HttpSystem } from '../../support/http-system.ts';
import type { Reply } from '../../support/http-system.ts';
import { delivery } from '../postgres/support.ts';
import { signal, targetOf } from './support.ts';

/** A target behind an issuer that answers as the test says. */
function targetWith(issuer: HttpSystem, system: HttpSystem): Target {
  const auth = { kind: 'oauth2', tokenUrl: issuer.url, clientId: 'hub', clientSecret: 'hidden' };
  return targetOf(system, {}, { auth });
}

test('a token that has ended is fetched anew once, however many requests notice it at a time', async () => {
  await using issuer = await HttpSystem.start();
  await using system = await HttpSystem.start();
  // The first ends before it could be used a second time.
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

const passing: Readonly<Record<string, Reply>> = {
  'limits its callers': { status: 429 },
  'answers half of a token': { body: '{"access_token": "t1' },
};
for (const [what, reply] of Object.entries(passing)) {
  test(`an issuer that ${what} is waited for, and nobody has to resume the lane`, async () => {
    await using issuer = await HttpSystem.start();
    issuer.reply = () => reply;
    const delivering = targetWith(issuer, issuer).deliver([delivery('a', 1)], signal);
    await assert.rejects(delivering, {
      code: 'TARGET_UNAVAILABLE',
      message: /^token endpoint 127\.0\.0\.1:\d+: (?!.*t1)/,
    });
  });
}

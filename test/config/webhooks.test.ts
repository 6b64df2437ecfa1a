import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { check, linesOf, sound } from './support.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const standard = `{ signature: { form: standard, secret: '\${SECRET}' } }`;

const written = (webhooks: string | null, feed = 'true') =>
  sound
    .replace(
      '{ kind: source }',
      `{ kind: source${webhooks === null ? '' : `, webhooks: ${webhooks}`} }`,
    )
    .replace('key: sku }', `key: sku, webhook: ${feed} }`);

describe('webhooks in the configuration', () => {
  it('have the defaults of their form, and are not a setting of the kind', async () => {
    const { plan, mistakes } = await check({ yaml: written(standard), env: { SECRET } });
    assert.deepEqual(mistakes, []);
    const pim = plan?.connectors.find(({ name }) => name === 'pim');
    assert.equal('webhooks' in (pim?.settings ?? {}), false);
    const { signature, ...rest } = pim?.webhooks ?? {};
    assert.deepEqual(rest, { allow: [], maxBytes: 1024 * 1024, perMinute: null });
    assert.deepEqual(signature?.secrets, [SECRET]);
    assert.deepEqual(signature?.id, { header: 'webhook-id' });
    assert.deepEqual(plan?.streams[0]?.webhook, {
      ...{ name: null, topics: null, deletes: new Set(), record: null, hint: null },
    });
  });

  it('have a window of five minutes with a signed timestamp, and none without (form hmac)', async () => {
    const hmac = (more: string) => `{ signature: { form: hmac, secret: long enough${more} } }`;
    const windowOf = async (more: string) => {
      const { plan } = await check({ yaml: written(hmac(more)) });
      return plan?.connectors[0]?.webhooks?.signature.toleranceMs;
    };
    assert.equal(await windowOf(''), null);
    assert.equal(await windowOf(', timestamp: { header: X-At }'), 300_000);
    assert.equal(await windowOf(', timestamp: { header: X-At }, tolerance: 30s'), 30_000);
  });

  it('show no secret, wherever it is written', async () => {
    const yaml = written(`{ signature: { form: shopify, secret: [first secret, second secret] } }`);
    const { masked, plan } = await check({ yaml });
    assert.doesNotMatch(JSON.stringify(masked), /first secret|second secret/);
    assert.doesNotMatch(JSON.stringify(plan?.compared), /first secret|second secret/);
    assert.ok(plan?.secrets.includes('second secret'));
  });

  const table: readonly (readonly [what: string, yaml: string, mistake: RegExp])[] = [
    ['a stream whose connector has none', written(null), /from\.webhook: .*does not say how/],
    ['no secret', written('{ signature: { form: shopify } }'), /signature.*secret/],
    ['an unknown form', written('{ signature: { form: magic, secret: long enough } }'), /form/],
    [
      'a secret that is too short',
      written('{ signature: { form: shopify, secret: abc } }'),
      /secret/,
    ],
    [
      'a standard secret that is not base64',
      written('{ signature: { form: standard, secret: "not base 64!" } }'),
      /base64/,
    ],
    [
      'a signed timestamp that no header carries',
      written('{ signature: { form: hmac, secret: long enough, signed: timestamp.body } }'),
      /must be in a header/,
    ],
    [
      'an invalid network',
      written('{ signature: { form: token, secret: long enough }, allow: [10.0.0.0/99] }'),
      /`10\.0\.0\.0\/99` is not a network/,
    ],
    [
      'hints for a connector that cannot fetch single records',
      written('{ signature: { form: token, secret: long enough } }', '{ hint: id }'),
      /cannot fetch single records/,
    ],
  ];
  for (const [what, yaml, mistake] of table) {
    it(`are refused with a reason: ${what}`, async () => {
      const checked = await check({ yaml });
      const lines = linesOf(checked).join('\n');
      assert.match(lines, mistake);
      assert.doesNotMatch(lines, /not base 64!|long enough/);
    });
  }
});

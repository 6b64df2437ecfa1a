import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import {
  hmacHeaders,
  secrets,
  shopifyHeaders,
  shopwareHeaders,
  standardHeaders,
} from './senders.ts';
import type { Body, Company } from './webhook-company.ts';
import { openCompany, order, thing } from './webhook-company.ts';

const hourAgo = () => Date.now() - 3_600_000;

let company: Company;
before(async () => void (company = await openCompany()));
after(() => company[Symbol.asyncDispose]());

describe('an invalid webhook is refused, and nothing of it is stored', () => {
  const flip = (headers: Record<string, string>, name: string) => ({
    ...headers,
    [name]: (headers[name] ?? '').replace(/.(?=.{4}$)/, (letter) => (letter === 'A' ? 'B' : 'A')),
  });
  const without = (headers: Record<string, string>, name: string) =>
    Object.fromEntries(Object.entries(headers).filter(([one]) => one !== name));
  const body = thing('x');
  const signed = () => standardHeaders(body, 'msg-refused');
  const own = '{"id":"x","at":1}';
  const broken = Buffer.from('7b226964223a22ff227d', 'hex');
  const cases: readonly (readonly [string, string, Body, () => Record<string, string>, number])[] =
    [
      ['forged signature', 'service', body, () => flip(signed(), 'webhook-signature'), 401],
      ['no signature', 'service', body, () => without(signed(), 'webhook-signature'), 401],
      ['signature of another body', 'service', thing('y'), signed, 401],
      [
        'signature of another id',
        'service',
        body,
        () => ({ ...signed(), 'webhook-id': 'other' }),
        401,
      ],
      ['sent an hour ago', 'service', body, () => standardHeaders(body, 'old', hourAgo()), 400],
      [
        'sent in an hour',
        'service',
        body,
        () => standardHeaders(body, 'new', Date.now() + 3.6e6),
        400,
      ],
      [
        'replayed with a fresh time',
        'service',
        body,
        () => ({
          ...standardHeaders(body, 'old', hourAgo()),
          'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
        }),
        401,
      ],
      ['larger than allowed', 'service', 'x'.repeat(3_000), signed, 413],
      [
        'a form instead of JSON',
        'service',
        'a=1',
        () => ({ ...signed(), 'content-type': 'application/x-www-form-urlencoded' }),
        415,
      ],
      [
        'compressed',
        'service',
        gzipSync(body),
        () => ({ ...signed(), 'content-encoding': 'gzip' }),
        415,
      ],
      [
        'in Latin 1',
        'service',
        body,
        () => ({ ...signed(), 'content-type': 'application/json; charset=iso-8859-1' }),
        415,
      ],
      [
        'forged for Shopify',
        'shopify',
        order(1),
        () => flip(shopifyHeaders(order(1), 'f'), 'x-shopify-hmac-sha256'),
        401,
      ],
      [
        'signature cut short',
        'shopify',
        order(1),
        () => ({ ...shopifyHeaders(order(1), 'f'), 'x-shopify-hmac-sha256': 'mso9' }),
        401,
      ],
      [
        'forged for Shopware',
        'shopware',
        '{}',
        () => flip(shopwareHeaders('{}'), 'shopware-shop-signature'),
        401,
      ],
      [
        'without the prefix',
        'own/things',
        own,
        () => ({
          ...hmacHeaders(own, 'i'),
          'x-sign': hmacHeaders(own, 'i')['x-sign']?.slice(3) ?? '',
        }),
        401,
      ],
      [
        'signed by an unknown secret',
        'own/things',
        own,
        () => hmacHeaders(own, 'i', { secret: 'unknown' }),
        401,
      ],
      [
        'stale by a header under the signature',
        'own/things',
        own,
        () => hmacHeaders(own, 'i', { atMs: hourAgo() }),
        400,
      ],
      [
        'timestamp changed afterwards',
        'own/things',
        own,
        () => ({
          ...hmacHeaders(own, 'i', { atMs: hourAgo() }),
          'x-at': String(Math.floor(Date.now() / 1000)),
        }),
        401,
      ],
      [
        'another token',
        'slow',
        own,
        () => ({ 'content-type': 'application/json', 'x-webhook-token': 'a token of some lengtH' }),
        401,
      ],
      [
        'from an address that may not send',
        'far',
        own,
        () => ({ 'content-type': 'application/json', 'x-webhook-token': secrets.token }),
        403,
      ],
      [
        'to a connector that takes none',
        'out',
        own,
        () => ({ 'content-type': 'application/json' }),
        404,
      ],
      ['to an address without the stream’s name', 'own', own, () => hmacHeaders(own, 'i'), 404],
      [
        'signed bytes that are no UTF-8',
        'own/things',
        broken,
        () => hmacHeaders(broken, 'utf8'),
        422,
      ],
      [
        'signed text that is no JSON',
        'own/things',
        '{"id":',
        () => hmacHeaders('{"id":', 'json'),
        422,
      ],
      [
        'signed record without a key',
        'own/things',
        '{"at":1}',
        () => hmacHeaders('{"at":1}', 'key'),
        422,
      ],
      [
        'signed record with a version that is none',
        'own/things',
        '{"id":"x","at":"soon"}',
        () => hmacHeaders('{"id":"x","at":"soon"}', 'version'),
        422,
      ],
      ['nothing at all', 'own/things', '', () => hmacHeaders('', 'empty'), 422],
    ];
  for (const [name, path, sent, headers, status] of cases) {
    test(`${name}: ${status}`, async () => {
      const accepted = () => company.hub.streams().map(({ arrivals }) => arrivals.accepted);
      const before = accepted();
      const { status: answered, answer } = await company.send(path, sent, headers());
      assert.equal(answered, status, JSON.stringify(answer));
      assert.equal(typeof answer.detail, 'string');
      const told = JSON.stringify(answer);
      assert.ok(!Object.values(secrets).some((secret) => told.includes(secret)));
      assert.deepEqual(accepted(), before);
    });
  }

  test('refused webhooks are counted at their connector, and those with a valid signature become dead letters', async () => {
    assert.ok(company.refusedBy('service') >= 10);
    assert.equal(company.statusOf('own')?.arrivals.rejected, 5);
    const letters = await company.hub.troubles();
    const counts = letters.filter(({ stream: name }) => name === 'own').map(({ open }) => open);
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      5,
    );
  });
});

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { rowsOf } from '../support/database.ts';
import type { TestHub } from '../support/hub.ts';
import { startTestHub, until, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';
import {
  hmacHeaders,
  secrets,
  shopifyHeaders,
  shopwareHeaders,
  standardHeaders,
} from './senders.ts';

const signal = AbortSignal.timeout(60_000);

const stream = (name: string, from: string) => `
  ${name}:
    from: { ${from} }
    semantics: event
    to: [{ connector: out, entity: ${name} }]`;

const config = `
connectors:
  out: { kind: file, path: ./out, format: jsonl }
  erp: { kind: postgres, url: "\${DATABASE_URL}", webhooks: { signature: { form: token, secret: ${secrets.token} } } }
  service: { kind: push, webhooks: { signature: { form: standard, secret: ${secrets.standard} }, maxBytes: 2kB } }
  shopify: { kind: push, webhooks: { signature: { form: shopify, secret: ${secrets.shopify} } } }
  shopware: { kind: push, webhooks: { signature: { form: shopware, secret: ${secrets.shopware} } } }
  own:
    kind: push
    webhooks:
      signature:
        form: hmac
        secret: [${secrets.hmac}, ${secrets.former}]
        header: X-Sign
        algorithm: sha512
        prefix: v1=
        signed: timestamp.body
        timestamp: { header: X-At }
        id: { header: X-Id }
  far: { kind: push, webhooks: { signature: { form: token, secret: ${secrets.token} }, allow: [192.0.2.0/24] } }
  slow: { kind: push, webhooks: { signature: { form: token, secret: ${secrets.token} }, perMinute: 2 } }
streams:${stream('service', 'connector: service, entity: thing, key: id, version: at, webhook: { record: data }')}${stream(
  'orders',
  'connector: shopify, entity: order, key: id, version: updated_at, webhook: { topics: [orders/create], deletes: [orders/delete] }',
)}${stream('shopware', 'connector: shopware, entity: product, key: id, webhook: { record: data.payload, topics: [product.written] }')}${stream(
  'own',
  'connector: own, entity: thing, key: id, version: at, webhook: { name: things }',
)}${stream('far', 'connector: far, entity: thing, key: id, webhook: true')}${stream(
  'slow',
  'connector: slow, entity: thing, key: id, webhook: true',
)}${stream('articles', 'connector: erp, entity: article, key: no, version: changed, webhook: { hint: article }')}
`;

let scope: TestScope;
let hub: TestHub;

before(async () => {
  scope = await testScope();
  await rowsOf(
    scope.databaseUrl,
    `create table article (no integer primary key, name text, changed timestamptz not null default now())`,
  );
  await mkdir(path.join(scope.dir, 'out'));
  hub = await startTestHub(scope, await writeConfig(scope, config));
});
after(async () => {
  await hub.stop();
  await scope[Symbol.asyncDispose]();
});

type Body = string | Buffer;

async function send(path: string, body: Body, headers: Record<string, string>) {
  const response = await fetch(`http://${hub.httpAddress}/webhooks/${path}`, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
}

const statusOf = (name: string) => hub.streams().find((one) => one.name === name);
const refusedBy = (name: string) =>
  hub.connectors().find((one) => one.name === name)?.refusedWebhooks ?? 0;
const order = (id: number) => JSON.stringify({ id, updated_at: '2026-01-05T10:00:00Z' });
const thing = (id: string, at = 1) => JSON.stringify({ type: 'thing', data: { id, at } });
const hourAgo = () => Date.now() - 3_600_000;

describe('a webhook that is not what it should be is refused, and nothing of it is stored', () => {
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
      const accepted = () => hub.streams().map(({ arrivals }) => arrivals.accepted);
      const before = accepted();
      const { status: answered, answer } = await send(path, sent, headers());
      assert.equal(answered, status, JSON.stringify(answer));
      assert.equal(typeof answer.detail, 'string');
      const told = JSON.stringify(answer);
      assert.ok(!Object.values(secrets).some((secret) => told.includes(secret)));
      assert.deepEqual(accepted(), before);
    });
  }

  test('they are counted at their connector, and those that are genuine are dead letters', async () => {
    assert.ok(refusedBy('service') >= 10);
    assert.equal(statusOf('own')?.arrivals.rejected, 5);
    const letters = await hub.troubles();
    const counts = letters.filter(({ stream: name }) => name === 'own').map(({ open }) => open);
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      5,
    );
  });
});

test('each form of signature is accepted, with any of several secrets', async () => {
  const stored = { stored: 1, duplicates: 0, rejected: 0 };
  const body = thing('good');
  assert.deepEqual(await send('service', body, standardHeaders(body, 'm1')), {
    status: 200,
    answer: stored,
  });
  assert.deepEqual(
    (await send('shopify', order(7), shopifyHeaders(order(7), 's1'))).answer,
    stored,
  );
  const written = JSON.stringify({
    data: { payload: [{ id: 'p1' }, { id: 'p2' }], event: 'product.written' },
    source: { eventId: 'e1' },
    timestamp: 1_700_000_000,
  });
  const two = { stored: 2, duplicates: 0, rejected: 0 };
  assert.deepEqual((await send('shopware', written, shopwareHeaders(written))).answer, two);
  for (const [id, secret] of [
    ['o1', secrets.hmac],
    ['o2', secrets.former],
  ] as const) {
    const own = JSON.stringify({ id, at: 1 });
    assert.deepEqual(
      (await send('own/things', own, hmacHeaders(own, id, { secret }))).answer,
      stored,
    );
  }
});

test('a delivery that comes again is answered as stored and stored once; two events of one moment are two', async () => {
  const body = order(8);
  const headers = shopifyHeaders(body, 'again');
  const before = statusOf('orders')?.arrivals ?? { accepted: 0, duplicates: 0 };
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => send('shopify', body, headers)),
  );
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
  const later = await send('shopify', body, headers);
  assert.deepEqual(later.answer, { stored: 0, duplicates: 1, rejected: 0 });
  await until(
    hub,
    signal,
    () => statusOf('orders')?.arrivals.duplicates === before.duplicates + 20,
  );
  assert.equal(statusOf('orders')?.arrivals.accepted, before.accepted + 1);

  const twin = JSON.stringify({
    data: {
      payload: [
        { id: 'twin', n: 1 },
        { id: 'twin', n: 2 },
      ],
      event: 'product.written',
    },
    source: { eventId: 'twin' },
    timestamp: 1_700_000_000,
  });
  await send('shopware', twin, shopwareHeaders(twin));
  await hub.settled(signal);
  const lane = hub.lanes().find(({ name }) => name === 'shopware/out');
  assert.equal(lane?.counts.applied, 4);
});

test('topics that concern nobody are taken and not stored; one for deletes says that a thing is gone', async () => {
  const body = order(9);
  const headers = shopifyHeaders(body, 'other', 'carts/update');
  assert.deepEqual(await send('shopify', body, headers), {
    status: 200,
    answer: { stored: 0, duplicates: 0, rejected: 0 },
  });
  const gone = '{"id":7}';
  const deleted = await send('shopify', gone, shopifyHeaders(gone, 'gone', 'orders/delete'));
  assert.equal(deleted.answer.stored, 1);
});

test('whoever sends more than allowed is told when to come again', async () => {
  const headers = { 'content-type': 'application/json', 'x-webhook-token': secrets.token };
  const codes: number[] = [];
  for (let count = 0; count < 3; count++) {
    const response = await fetch(`http://${hub.httpAddress}/webhooks/slow`, {
      ...{ method: 'POST', headers },
      body: JSON.stringify({ id: `s${count}` }),
    });
    codes.push(response.status);
    if (response.status === 429) assert.ok(Number(response.headers.get('retry-after')) > 0);
  }
  assert.equal(codes.at(-1), 429);
});

test('hints at one thing make one fetch of it; what is not there any more is left alone', async () => {
  await rowsOf(
    scope.databaseUrl,
    `insert into article (no, name) values (17, 'Kelle'), (18, 'Eimer')`,
  );
  const headers = { 'content-type': 'application/json', 'x-webhook-token': secrets.token };
  const hint = (article: unknown) => send('erp', JSON.stringify({ article }), headers);
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) => hint(index % 3 === 0 ? 18 : 17)).concat(
      hint('gone'),
      hint(99),
    ),
  );
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
  await until(hub, signal, () => (statusOf('articles')?.records ?? 0) >= 2);
  await until(
    hub,
    signal,
    () => hub.lanes().find(({ name }) => name === 'articles/out')?.counts.applied === 2,
  );
  assert.equal(statusOf('articles')?.records, 2);
  const waiting = await rowsOf(scope.databaseUrl, `select * from ${scope.namespace}.hint`);
  assert.deepEqual(waiting, []);
});

test('a paused stream takes webhooks, and delivers them', async () => {
  await hub.send(
    { id: 'p', kind: 'stream', name: 'service', action: 'pause', requestedBy: 'test' },
    signal,
  );
  const body = thing('paused');
  const applied = () => hub.lanes().find(({ name }) => name === 'service/out')?.counts.applied ?? 0;
  const before = applied();
  assert.equal((await send('service', body, standardHeaders(body, 'paused'))).status, 200);
  await until(hub, signal, () => applied() === before + 1);
});

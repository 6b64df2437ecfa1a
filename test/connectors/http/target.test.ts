import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../../../src/connector-api/index.ts';
import { HttpSystem } from '../../support/http-system.ts';
import { delivery } from '../postgres/support.ts';
import { signal, targetOf } from './support.ts';

function shown(outcomes: readonly Outcome[]): string[] {
  return outcomes.map((outcome) =>
    'failure' in outcome
      ? `${outcome.kind} ${outcome.failure.code}`
      : `${outcome.kind} ${'externalId' in outcome ? outcome.externalId : ''}`,
  );
}

test('a new record is created and its id learned, a known one updated, a deleted one removed, each with an idempotency key', async () => {
  await using system = await HttpSystem.start();
  system.reply = ({ method }) =>
    method === 'POST' ? { status: 201, body: { data: { id: 17 } } } : {};
  const target = targetOf(system, { idField: 'data.id' });
  const outcomes = await target.deliver(
    [
      delivery('a', 1),
      delivery('b', 1, { externalId: '9/1' }),
      delivery('c', 1, { externalId: '5', operation: 'delete' }),
    ],
    signal,
  );
  assert.deepEqual(shown(outcomes), ['applied 17', 'applied 9/1', 'applied 5']);
  assert.deepEqual(system.seen.map(({ method, path }) => `${method} ${path}`).sort(), [
    'DELETE /products/5',
    'POST /products',
    'PUT /products/9%2F1',
  ]);
  assert.ok(system.seen.every(({ headers }) => typeof headers['idempotency-key'] === 'string'));
  assert.deepEqual(system.seen.find(({ method }) => method === 'POST')?.body, { name: 'a v1' });
});

test('a record whose id is a dot segment is refused, since its request would change another resource', async () => {
  await using system = await HttpSystem.start();
  const target = targetOf(system);
  const outcomes = await target.deliver(
    [
      delivery('..', 1, { externalId: '..', operation: 'delete' }),
      delivery('.', 1, { externalId: '.' }),
      delivery('...', 1, { externalId: '...' }),
      delivery('b', 1, { externalId: '../b' }),
    ],
    signal,
  );
  const refused = 'failed TARGET_REFUSED';
  assert.deepEqual(shown(outcomes), [refused, refused, 'applied ...', 'applied ../b']);
  assert.deepEqual(system.seen.map(({ method, path }) => `${method} ${path}`).sort(), [
    'PUT /products/..%2Fb',
    'PUT /products/...',
  ]);
});

test('a page that answers in place of the system, with status 200, is no success; a short text is', async () => {
  await using system = await HttpSystem.start();
  const html = { 'content-type': 'text/html' };
  system.reply = () => ({ headers: html, body: '<!DOCTYPE html><title>Please sign in</title>' });
  for (const operation of ['upsert', 'delete'] as const) {
    await assert.rejects(targetOf(system).deliver([delivery('a', 1, { operation })], signal), {
      code: 'TARGET_UNAVAILABLE',
      message: /text\/html.*sign-in/,
    });
  }
  system.reply = () => ({ headers: html, body: 'OK' });
  assert.deepEqual(shown(await targetOf(system).deliver([delivery('a', 1)], signal)), [
    'applied a',
  ]);
});

test('a redirect, as to a sign-in, is no record’s fault: nothing is dead-lettered, and the address is told', async () => {
  await using system = await HttpSystem.start();
  const location = 'https://login.example/authorize?state=secret';
  system.reply = () => ({ status: 302, headers: { location }, body: '' });
  const batch = { method: 'POST', path: '/bulk', size: 10 };
  for (const options of [{}, { batch }]) {
    const deliveries = [delivery('a', 1), delivery('b', 1)];
    await assert.rejects(targetOf(system, options).deliver(deliveries, signal), {
      code: 'TARGET_UNAVAILABLE',
      message: /\(HTTP 302\) to https:\/\/login\.example\/authorize, which .*correct `url`/,
    });
  }
});

test('a redelivery carries the same idempotency key, and another version carries another', async () => {
  await using system = await HttpSystem.start();
  const target = targetOf(system);
  for (const version of [1, 1, 2]) await target.deliver([delivery('a', version)], signal);
  const keys = system.seen.map(({ headers }) => headers['idempotency-key']);
  assert.equal(keys[0], keys[1]);
  assert.notEqual(keys[1], keys[2]);
});

test('each record has its own outcome: refused, busy, already deleted, or removed by someone else', async () => {
  await using system = await HttpSystem.start();
  system.reply = ({ path }) => {
    const status = {
      '/products/bad': 422,
      '/products/locked': 423,
      '/products/broken': 500,
      '/products/gone': 404,
      '/products/lost': 404,
    }[path];
    return { status: status ?? 200, body: { error: 'colour is unknown' } };
  };
  const target = targetOf(system);
  const known = (key: string) => delivery(key, 1, { externalId: key });
  const outcomes = await target.deliver(
    [
      known('bad'),
      known('locked'),
      known('broken'),
      delivery('gone', 1, { externalId: 'gone', operation: 'delete' }),
      known('lost'),
      known('fine'),
    ],
    signal,
  );
  assert.deepEqual(shown(outcomes), [
    'failed TARGET_REFUSED',
    'failed TARGET_BUSY',
    'failed TARGET_BUSY',
    'unchanged gone',
    'failed TARGET_REFUSED',
    'applied fine',
  ]);
  assert.match(
    outcomes[0]?.kind === 'failed' ? outcomes[0].failure.message : '',
    /422: colour is unknown/,
  );
});

for (const [what, reply, expected] of [
  [
    '503',
    { status: 503, headers: { 'retry-after': '3' } },
    { code: 'TARGET_UNAVAILABLE', retryAfterMs: 3000 },
  ],
  [
    '429 with a wait beyond all patience',
    { status: 429, headers: { 'retry-after': '60' } },
    { code: 'TARGET_THROTTLED', retryAfterMs: 60_000 },
  ],
  ['401', { status: 401 }, { code: 'TARGET_MISCONFIGURED' }],
  ['a cut connection', { cut: true }, { code: 'TARGET_UNAVAILABLE' }],
  ['silence', { silent: true }, { code: 'TARGET_UNAVAILABLE' }],
] as const) {
  test(`${what} is a failure of the system, not of the record: the call fails as a whole`, async () => {
    await using system = await HttpSystem.start();
    system.reply = () => reply;
    await assert.rejects(
      targetOf(system, {}, { timeoutMs: 200 }).deliver([delivery('a', 1)], signal),
      expected,
    );
  });
}

test('never more requests are in flight than allowed, and every record is sent once', async () => {
  await using system = await HttpSystem.start();
  const target = targetOf(system, {}, { maxConcurrency: 3 });
  const batch = Array.from({ length: 40 }, (_, n) => delivery(`k${n}`, 1, { externalId: `k${n}` }));
  // No request is answered before three have arrived. So three certainly arrive, and a fourth would be seen.
  const three = Promise.withResolvers<void>();
  system.reply = (_, nth) => {
    if (nth === 3) three.resolve();
    return { until: three.promise, afterMs: 2 };
  };
  await target.deliver(batch, signal);
  assert.equal(system.mostAtOnce, 3);
  assert.equal(new Set(system.seen.map(({ path }) => path)).size, 40);
  assert.equal(system.seen.length, 40);
});

const batch = {
  method: 'POST',
  path: '/products/batch',
  size: 3,
  results: 'results',
  idField: 'id',
  statusField: 'status',
  errorField: 'error',
};

test('a batch is one request with an outcome per record', async () => {
  await using system = await HttpSystem.start();
  system.reply = ({ body }) => ({
    body: {
      results: (body as unknown[]).map((_, n) =>
        n === 1 ? { status: 422, error: 'no price' } : { id: `x${n}` },
      ),
    },
  });
  const outcomes = await targetOf(system, { batch }).deliver(
    ['a', 'b', 'c', 'd'].map((key) => delivery(key, 1)),
    signal,
  );
  assert.deepEqual(shown(outcomes), [
    'applied x0',
    'failed TARGET_REFUSED',
    'applied x2',
    'applied x0',
  ]);
  assert.equal(system.seen.length, 2);
});

test('a batch refused as a whole is halved until the record at fault stands alone', async () => {
  await using system = await HttpSystem.start();
  system.reply = ({ body }) => {
    const names = (body as { name: string }[]).map(({ name }) => name);
    return names.includes('c v1')
      ? { status: 400, body: { message: 'bad record' } }
      : { body: { results: names.map((id) => ({ id })) } };
  };
  const target = targetOf(system, { batch: { ...batch, size: 8 } });
  const outcomes = await target.deliver(
    ['a', 'b', 'c', 'd', 'e'].map((key) => delivery(key, 1)),
    signal,
  );
  assert.deepEqual(shown(outcomes), [
    'applied a v1',
    'applied b v1',
    'failed TARGET_REFUSED',
    'applied d v1',
    'applied e v1',
  ]);
});

test('a batch answer without an outcome for every record breaks the contract', async () => {
  await using system = await HttpSystem.start();
  system.reply = () => ({ body: { results: [] } });
  await assert.rejects(targetOf(system, { batch }).deliver([delivery('a', 1)], signal), {
    code: 'CONTRACT_BROKEN',
  });
});

test('existing records are found by business key', async () => {
  await using system = await HttpSystem.start();
  system.reply = ({ query }) => ({
    body: { hits: query.get('sku') === 'a b' ? [{ id: 1 }, { id: 2 }] : [] },
  });
  const target = targetOf(system, {
    lookup: { path: '/products?{field}={value}', items: 'hits', idField: 'id' },
  });
  const found = await target.match?.({ field: 'sku', values: ['a b', 'c'], signal });
  assert.deepEqual(
    found,
    new Map([
      ['a b', ['1', '2']],
      ['c', []],
    ]),
  );
});

test('many simultaneous requests share one OAuth token, and a new one is fetched when it is no longer accepted', async () => {
  await using issuer = await HttpSystem.start();
  issuer.reply = (_, nth) => ({ body: { access_token: `t${nth}`, expires_in: 3600 } });
  await using system = await HttpSystem.start();
  let valid = 'Bearer t1';
  system.reply = ({ headers }) => ({ status: headers.authorization === valid ? 200 : 401 });
  const auth = {
    kind: 'oauth2',
    tokenUrl: `${issuer.url}/token`,
    clientId: 'hub',
    clientSecret: 'hidden',
  };
  const target = targetOf(system, {}, { auth });
  const many = Array.from({ length: 12 }, (_, n) => delivery(`k${n}`, 1));
  await target.deliver(many, signal);
  assert.equal(issuer.seen.length, 1);
  assert.equal(
    issuer.seen[0]?.headers.authorization,
    `Basic ${Buffer.from('hub:hidden').toString('base64')}`,
  );
  valid = 'Bearer t2';
  assert.equal((await target.deliver([delivery('z', 1)], signal))[0]?.kind, 'applied');
  assert.equal(issuer.seen.length, 2);
});

test('credentials that the issuer refuses stop the lane, and do not appear in the message', async () => {
  await using issuer = await HttpSystem.start();
  issuer.reply = () => ({ status: 401, body: { error: 'invalid_client' } });
  const auth = { kind: 'oauth2', tokenUrl: issuer.url, clientId: 'hub', clientSecret: 'hidden' };
  await assert.rejects(
    targetOf(issuer, {}, { auth }).deliver([delivery('a', 1)], signal),
    (error: Error & { code?: string }) => {
      assert.equal(error.code, 'TARGET_MISCONFIGURED');
      assert.doesNotMatch(error.message, /hidden/);
      return true;
    },
  );
});

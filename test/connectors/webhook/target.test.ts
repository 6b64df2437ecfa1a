import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HTTP } from 'cloudevents';
import type { CloudEventV1 } from 'cloudevents';
import { HttpSystem } from '../../support/http-system.ts';
import { delivery } from '../postgres/support.ts';
import { newSecret, openWebhook, secret, shown, signal, targetOf, verified } from './support.ts';

const idOf = ({ headers }: { headers: NodeJS.Dict<string | string[]> }) => headers['webhook-id'];
const hundred = Array.from({ length: 100 }, (_, nth) => delivery(`k${nth}`, 1));

test('each record is a POST of the mapped document, signed according to Standard Webhooks', async () => {
  await using system = await HttpSystem.start();
  const outcomes = await targetOf(`${system.url}/hooks/7?shop=de`).deliver(
    [delivery('a', 1), delivery('b', 3, { operation: 'delete', externalId: 'x' })],
    signal,
  );
  assert.deepEqual(shown(outcomes), ['applied a', 'applied x']);
  const seen = system.seen.toSorted((one, other) => (one.text < other.text ? -1 : 1));
  assert.deepEqual(
    seen.map((request) => verified(request)),
    [{ name: 'a v1' }, { name: 'b v3' }],
  );
  assert.deepEqual(
    seen.map(({ method, path, headers }) => [method, path, headers['stellwerk-operation']]),
    [
      ['POST', '/hooks/7', 'upsert'],
      ['POST', '/hooks/7', 'delete'],
    ],
  );
  assert.equal(seen[0]?.query.get('shop'), 'de');
});

test('a redelivery has the same webhook-id, another version has another, and no id reveals the key', async () => {
  await using system = await HttpSystem.start();
  const target = targetOf(system.url);
  for (const version of [1, 1, 2]) await target.deliver([delivery('secret-key', version)], signal);
  const ids = system.seen.map(idOf);
  assert.equal(ids[0], ids[1]);
  assert.notEqual(ids[1], ids[2]);
  assert.match(String(ids[0]), /^msg_[\w-]{32}$/);
  assert.ok(ids.every((id) => !String(id).includes('secret-key')));
});

test('while keys rotate, a subscriber accepts the event if, and only if, it knows a secret in force', async () => {
  await using system = await HttpSystem.start();
  const [former, next, early] = [newSecret(), newSecret(), newSecret()];
  const secrets = [
    { secret },
    { secret: next, from: '2020-01-01T00:00:00Z' },
    { secret: former, until: '2020-01-01T00:00:00Z' },
    { secret: early, from: '2999-01-01T00:00:00Z' },
  ];
  await targetOf(system.url, {}, { secrets }).deliver([delivery('a', 1)], signal);
  const [request] = system.seen;
  for (const held of [secret, next]) assert.deepEqual(verified(request, held), { name: 'a v1' });
  for (const held of [former, early]) assert.throws(() => verified(request, held), /signature/i);
});

test('without a secret in force nothing is sent, and the lane says what to do', async () => {
  await using system = await HttpSystem.start();
  const secrets = [{ secret, until: '2020-01-01T00:00:00Z' }];
  await assert.rejects(targetOf(system.url, {}, { secrets }).deliver([delivery('a', 1)], signal), {
    code: 'TARGET_MISCONFIGURED',
  });
  assert.equal(system.seen.length, 0);
});

test('a CloudEvents envelope is read and found valid by the CloudEvents library', async () => {
  await using system = await HttpSystem.start();
  const target = targetOf(system.url, { format: 'cloudevents', type: 'com.example.order' });
  await target.deliver([delivery('1001', 7, { operation: 'delete' })], signal);
  const [request] = system.seen;
  verified(request);
  const event = HTTP.toEvent({ headers: request?.headers ?? {}, body: request?.text });
  const { id, type, source, subject, data, ...rest } = event as CloudEventV1<unknown>;
  assert.deepEqual(
    { type, source, subject, data, masterkey: rest.masterkey, version: rest.recordversion },
    {
      type: 'com.example.order.deleted',
      source: '/stellwerk/orders/partner',
      subject: '1001',
      data: { name: '1001 v7' },
      masterkey: 'm-1001',
      version: '7',
    },
  );
  assert.equal(id, request?.headers['webhook-id']);
});

test('a batch is one request, and a refused batch is halved until the event at fault stands alone', async () => {
  await using system = await HttpSystem.start();
  system.reply = ({ text }) => ({ status: text.includes('"c v1"') ? 422 : 204 });
  const target = targetOf(system.url, { format: 'cloudevents-batch', batchSize: 4 });
  const keys = ['a', 'b', 'c', 'd', 'e'];
  const outcomes = await target.deliver(
    keys.map((key) => delivery(key, 1)),
    signal,
  );
  assert.deepEqual(shown(outcomes), [
    'applied a',
    'applied b',
    'failed TARGET_REFUSED',
    'applied d',
    'applied e',
  ]);
  const sent = system.seen.map((request) => verified(request) as { id: string; subject: string }[]);
  assert.deepEqual(
    new Set(sent.map((events) => events.map(({ subject }) => subject).join(''))),
    new Set(['abcd', 'e', 'ab', 'cd', 'c', 'd']),
  );
  const ids = new Map(sent.flat().map(({ id, subject }) => [`${subject} ${id}`, id]));
  assert.equal(ids.size, 5, 'an event keeps its id in each batch');
});

test('a batch that a subscriber answers 500 for a moment is sent again whole under the same id, not halved', async () => {
  await using system = await HttpSystem.start();
  system.reply = (_, nth) => ({ status: nth < 3 ? 500 : 204 });
  const target = targetOf(system.url, { format: 'cloudevents-batch' });
  const outcomes = await target.deliver(hundred, signal);
  assert.ok(outcomes.every(({ kind }) => kind === 'applied'));
  assert.equal(system.seen.length, 3);
  assert.equal(new Set(system.seen.map(idOf)).size, 1);
});

test('a subscriber that answers 500 to everything counts as down, and is not asked for each of 100 events', async () => {
  await using system = await HttpSystem.start();
  system.reply = () => ({ status: 500, body: { message: 'database is full' } });
  const outcomes = await targetOf(system.url, { format: 'cloudevents-batch' }).deliver(
    hundred,
    signal,
  );
  assert.ok(system.seen.length <= 26, `${system.seen.length} requests`);
  assert.equal(shown(outcomes).at(-1), 'unreached TARGET_UNAVAILABLE');
});

test('if a subscriber answers 500 to every batch with one certain event, only that event fails', async () => {
  await using system = await HttpSystem.start();
  system.reply = ({ text }) => ({ status: text.includes('"k42 v1"') ? 500 : 204 });
  const outcomes = await targetOf(system.url, { format: 'cloudevents-batch' }).deliver(
    hundred,
    signal,
  );
  assert.deepEqual(
    shown(outcomes).filter((outcome) => !outcome.startsWith('applied')),
    ['failed TARGET_BUSY'],
  );
  assert.ok(system.seen.length <= 3 + 2 * Math.ceil(Math.log2(100)), `${system.seen.length}`);
});

for (const [what, reply] of [
  ['that is refused', { status: 422 }],
  ['for which the subscriber wants more time', { status: 500, headers: { 'retry-after': '60' } }],
] as const) {
  test(`a batch ${what} is halved at once`, async () => {
    await using system = await HttpSystem.start();
    system.reply = ({ text }) => (text.includes('"k0 v1"') ? reply : { status: 204 });
    const target = targetOf(system.url, { format: 'cloudevents-batch' });
    await target.deliver(hundred.slice(0, 2), signal);
    const sizes = system.seen.map(({ text }) => (JSON.parse(text) as unknown[]).length);
    assert.deepEqual(sizes, [2, 1, 1]);
  });
}

test('a lane that stops does not wait for the next attempt of a batch', async () => {
  await using system = await HttpSystem.start();
  const stop = new AbortController();
  let stoppedAtMs = Infinity;
  system.reply = (_, nth) => {
    // Stops while the answer to the second request is on its way; a third would go out after a second.
    if (nth === 2) setImmediate(() => ((stoppedAtMs = performance.now()), stop.abort()));
    return { status: 500 };
  };
  const target = targetOf(system.url, { format: 'cloudevents-batch' });
  await assert.rejects(target.deliver(hundred, stop.signal), { name: 'AbortError' });
  assert.ok(performance.now() - stoppedAtMs < 800);
  assert.equal(system.seen.length, 2);
});

for (const [status, outcome] of [
  [200, 'applied a'],
  [204, 'applied a'],
  [400, 'failed TARGET_REFUSED'],
  [404, 'failed TARGET_REFUSED'],
  [413, 'failed TARGET_REFUSED'],
  [422, 'failed TARGET_REFUSED'],
  [501, 'failed TARGET_REFUSED'],
  [408, 'failed TARGET_BUSY'],
  [409, 'failed TARGET_BUSY'],
  [500, 'failed TARGET_BUSY'],
  [507, 'failed TARGET_BUSY'],
  [520, 'failed TARGET_BUSY'],
] as const) {
  test(`${status} is an answer about the record: ${outcome}`, async () => {
    await using system = await HttpSystem.start();
    system.reply = () => (status === 204 ? { status, body: '' } : { status });
    assert.deepEqual(shown(await targetOf(system.url).deliver([delivery('a', 1)], signal)), [
      outcome,
    ]);
  });
}

for (const [what, reply, expected] of [
  ['522', { status: 522 }, { code: 'TARGET_UNAVAILABLE' }],
  ['410', { status: 410 }, { code: 'TARGET_MISCONFIGURED', message: /ended the subscription/ }],
  ['401', { status: 401 }, { code: 'TARGET_MISCONFIGURED' }],
  ['405', { status: 405 }, { code: 'TARGET_MISCONFIGURED' }],
  [
    '503',
    { status: 503, headers: { 'retry-after': '3' } },
    { code: 'TARGET_UNAVAILABLE', retryAfterMs: 3000 },
  ],
  [
    '429 beyond all patience',
    { status: 429, headers: { 'retry-after': '60' } },
    { code: 'TARGET_THROTTLED', retryAfterMs: 60_000 },
  ],
  ['a cut connection', { cut: true }, { code: 'TARGET_UNAVAILABLE' }],
  ['silence', { silent: true }, { code: 'TARGET_UNAVAILABLE' }],
] as const) {
  test(`${what} is a failure of the subscriber, not of the record`, async () => {
    await using system = await HttpSystem.start();
    system.reply = () => reply;
    const target = targetOf(system.url, {}, { timeoutMs: 200 });
    await assert.rejects(target.deliver([delivery('a', 1)], signal), expected);
  });
}

test('a subscriber whose answer is longer than the hub reads has taken the event', async () => {
  await using system = await HttpSystem.start();
  system.reply = () => ({ body: 'x'.repeat(2 * 1024 * 1024) });
  const target = targetOf(system.url);
  assert.deepEqual(shown(await target.deliver([delivery('a', 1)], signal)), ['applied a']);
});

test('after a 429 the event is sent again with a fresh signature under the same id', async () => {
  await using system = await HttpSystem.start();
  system.reply = (_, nth) =>
    nth === 1 ? { status: 429, headers: { 'retry-after': '1.1' } } : { status: 202 };
  assert.deepEqual(shown(await targetOf(system.url).deliver([delivery('a', 1)], signal)), [
    'applied a',
  ]);
  const [first, second] = system.seen;
  assert.ok(first && second);
  assert.equal(idOf(first), idOf(second));
  assert.notEqual(first.headers['webhook-timestamp'], second.headers['webhook-timestamp']);
  for (const request of [first, second]) verified(request);
});

test('when the subscriber goes away in the middle, what it took stays applied and the others are unreached', async () => {
  await using system = await HttpSystem.start();
  system.reply = ({ text }) => (text.includes('b v1') ? { cut: true } : {});
  const target = targetOf(system.url, {}, { maxConcurrency: 1 });
  const outcomes = await target.deliver(
    ['a', 'b', 'c'].map((key) => delivery(key, 1)),
    signal,
  );
  assert.deepEqual(shown(outcomes), [
    'applied a',
    'unreached TARGET_UNAVAILABLE',
    'unreached TARGET_UNAVAILABLE',
  ]);
});

test('a check sends no event, and accepts any answer of a subscriber that is running', async () => {
  await using system = await HttpSystem.start();
  for (const status of [200, 401, 403, 404, 405]) {
    system.reply = () => ({ status });
    await openWebhook(system.url).check(signal);
  }
  assert.deepEqual(new Set(system.seen.map(({ method }) => method)), new Set(['HEAD']));
  system.reply = () => ({ status: 503 });
  await assert.rejects(openWebhook(system.url).check(signal), { code: 'TARGET_UNAVAILABLE' });
});

import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Guard, KeyRing } from '../../src/access/index.ts';
import { connectControl } from '../../src/control/index.ts';
import type { Arrival, ArrivalOutcome } from '../../src/pipeline/index.ts';
import { pushRoutes, serveWeb, webhookRoutes } from '../../src/web/index.ts';
import { bearer, defaults } from '../access/support.ts';
import { storeBench } from '../store/support.ts';
import type { TestHub } from '../support/hub.ts';
import { startTestHub, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(60_000);

const config = `
connectors:
  service: { kind: push }
  out: { kind: file, path: ./out, format: jsonl }
streams:
  stock:
    from: { connector: service, entity: stock, key: sku, version: at }
    validate: { type: object, properties: { quantity: { type: integer } } }
    to: [{ connector: out, entity: stock }]
  events:
    from: { connector: service, entity: event, key: order }
    semantics: event
    to: [{ connector: out, entity: events }]
`;

let scope: TestScope;
let hub: TestHub;

before(async () => {
  scope = await testScope();
  await mkdir(path.join(scope.dir, 'out'));
  hub = await startTestHub(scope, await writeConfig(scope, config));
});
after(async () => {
  await hub.stop();
  await scope[Symbol.asyncDispose]();
});

type Headers = Record<string, string>;
const json = { 'content-type': 'application/json' };

async function push(
  stream: string,
  body: BodyLike,
  headers: Headers = json,
  query = '',
): Promise<Response> {
  return fetch(`http://${hub.httpAddress}/v1/streams/${stream}/records${query}`, {
    method: 'POST',
    headers,
    body,
    ...(typeof body === 'string' ? {} : { duplex: 'half' }),
  });
}
type BodyLike = string | ReadableStream<Uint8Array>;

const linesOf = async (response: Response) =>
  (await response.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test('a push stream can be neither planned nor verified, since its system cannot be read', async () => {
  const client = await connectControl(hub.grpcAddress);
  const history = client.history(signal);
  const asked = { stream: 'stock', lane: null, limit: 10, details: 10 };
  const refused = { code: 'COMMAND_REJECTED', message: /^Stream stock reads nothing: service/ };
  try {
    const looks = [
      history.plan({ ...asked, fromStart: true, againstTargets: false }),
      history.verify({ ...asked, repair: false }),
    ];
    for (const look of looks) {
      await assert.rejects(async () => {
        for await (const event of look) assert.fail(event.kind);
      }, refused);
    }
  } finally {
    client.close();
  }
});

test('every record of a list gets its own result', async () => {
  const list = [
    { sku: 'a', at: 1, quantity: 3 },
    { sku: 'b', quantity: 3 },
    { sku: 'c', at: 1, quantity: 'many' },
    7,
    { sku: 'd', at: 1 },
  ];
  const response = await push('stock', JSON.stringify(list));
  assert.equal(response.status, 200);
  const { results, ...sums } = (await response.json()) as { results: { reason?: string }[] };
  assert.deepEqual(sums, { stored: 2, duplicates: 0, rejected: 3 });
  assert.match(results[1]?.reason ?? '', /^at must hold the version/);
  assert.match(results[2]?.reason ?? '', /quantity must be a whole number/);
  assert.match(results[3]?.reason ?? '', /object/);
  const none = await push('stock', JSON.stringify({ sku: 'x', at: 'soon' }));
  assert.equal(none.status, 422);
});

test('a pushed number that JavaScript would round is checked, and stored, as its text', async () => {
  const response = await push(
    'stock',
    '{"sku":9007199254740993,"at":1,"quantity":12345678901234567891}',
  );
  const { results } = (await response.json()) as { results: { reason?: string }[] };
  assert.match(results[0]?.reason ?? '', /quantity must be a whole number/);
  assert.equal((await push('stock', '{"sku":9007199254740993,"at":1,"quantity":3}')).status, 200);
});

test('a request repeated under its idempotency key stores only its missing records, and none twice', async () => {
  const keyed = { ...json, 'idempotency-key': 'night 1' };
  const first = [
    { order: '1', n: 1 },
    { order: '2', n: 1 },
  ];
  const sums = async (body: unknown, headers: Headers) => {
    const response = await push('events', JSON.stringify(body), headers);
    const { stored, duplicates } = (await response.json()) as Record<string, number>;
    return [stored, duplicates];
  };
  assert.deepEqual(await sums(first, keyed), [2, 0]);
  assert.deepEqual(await sums(first, keyed), [0, 2]);
  assert.deepEqual(await sums([...first, { order: '3', n: 1 }], keyed), [1, 2]);
  assert.deepEqual(await sums([{ order: '1', n: 2 }], keyed), [1, 0]);
  assert.deepEqual(await sums(first, json), [2, 0]);
  assert.deepEqual(await sums(first, { ...json, 'idempotency-key': 'night 2' }), [2, 0]);
});

test('lines are stored as they arrive, and answered while the rest is still being read', async () => {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const answer = push('stock', readable, { 'content-type': 'application/x-ndjson' });
  const write = (text: string) => writer.write(new TextEncoder().encode(text));
  await write('{"sku":"l1","at":1}\n{"sku":"l2",');
  const response = await answer;
  assert.equal(response.status, 200);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  assert.equal((await reader?.read())?.value, '{"line":1,"status":"stored"}\n');
  await write('"at":1}\n\nno json\n{"sku":"l3","at":1}');
  await writer.close();
  let rest = '';
  for (;;) {
    const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
    if (done) break;
    rest += value;
  }
  const lines = rest
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { line?: number });
  assert.deepEqual(
    lines.map(({ line }) => line),
    [2, 4, 5, undefined],
  );
  assert.deepEqual(lines.at(-1), { stored: 3, duplicates: 0, rejected: 1 });
});

test('twenty thousand lines are accepted in one request; with results=rejected only failed lines are reported', async () => {
  const total = 20_000;
  let made = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      let text = '';
      for (let count = 0; count < 500 && made < total; count++, made++) {
        text += made === 12_345 ? '{"no":"key"}\n' : `{"sku":"m${made}","at":1,"quantity":1}\n`;
      }
      if (text === '') controller.close();
      else controller.enqueue(new TextEncoder().encode(text));
    },
  });
  const ndjson = { 'content-type': 'application/x-ndjson' };
  const lines = await linesOf(await push('stock', body, ndjson, '?results=rejected'));
  assert.equal(lines.length, 2);
  assert.equal(lines[0]?.line, 12_346);
  assert.deepEqual(lines[1], { stored: total - 1, duplicates: 0, rejected: 1 });
  await hub.settled(signal);
});

test('CloudEvents are accepted in binary, structured and batch mode, each event once', async () => {
  const event = (id: string) => ({
    ...{ specversion: '1.0', source: '/shop', type: 'order.placed', id },
    ...{ time: '2026-01-05T10:00:00Z', data: { order: '9', id } },
  });
  const results = async (response: Promise<Response>) => {
    const answer = (await (await response).json()) as { results: { status: string }[] };
    return answer.results.map(({ status }) => status);
  };
  const structured = { 'content-type': 'application/cloudevents+json; charset=utf-8' };
  const batch = { 'content-type': 'application/cloudevents-batch+json' };
  const { data, ...attributes } = event('e1');
  const binary = Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [`ce-${name}`, value]),
  );
  const sendBinary = () => push('events', JSON.stringify(data), { ...json, ...binary });
  assert.deepEqual(await results(sendBinary()), ['stored']);
  assert.deepEqual(await results(push('events', JSON.stringify(event('e1')), structured)), [
    'duplicate',
  ]);
  const encoded = { ...event('e3'), data: undefined, data_base64: btoa('{"order":"9"}') };
  const many = [
    event('e2'),
    encoded,
    { ...event('e4'), source: '' },
    { ...event('e5'), time: 'x' },
  ];
  assert.deepEqual(await results(push('events', JSON.stringify(many), batch)), [
    ...['stored', 'stored', 'rejected', 'rejected'],
  ]);
});

test('every event is delivered, also one that comes late, or after a restart with the time of an earlier one', async () => {
  const cloudEvents = { 'content-type': 'application/cloudevents+json' };
  const send = async (id: string, time: string) => {
    const event = { specversion: '1.0', source: '/shop', type: 'order', id, time };
    const body = JSON.stringify({ ...event, data: { order: 'late', id } });
    assert.equal((await push('events', body, cloudEvents)).status, 200);
  };
  const delivered = async () => {
    await hub.settled(signal);
    const lines = (await readFile(path.join(scope.dir, 'out/events.jsonl'), 'utf8')).split('\n');
    return lines.flatMap((line) => /"id":"(l\d)"/.exec(line)?.[1] ?? []);
  };
  await send('l1', '2026-01-05T10:00:01Z');
  await send('l2', '2026-01-05T10:00:00Z');
  assert.deepEqual(await delivered(), ['l1', 'l2']);
  await hub.stop();
  hub = await startTestHub(scope, await writeConfig(scope, config));
  await send('l3', '2026-01-05T10:00:01Z');
  assert.deepEqual(await delivered(), ['l1', 'l2', 'l3']);
});

test('a request that cannot be read is refused with the status for its cause', async () => {
  const status = async (...given: Parameters<typeof push>) => (await push(...given)).status;
  assert.equal(await status('stock', '{"sku":'), 400);
  assert.equal(await status('stock', 'a,b', { 'content-type': 'text/csv' }), 415);
  const form = await push('stock', '{}', { 'content-type': 'application/x-www-form-urlencoded' });
  assert.deepEqual(await form.json(), {
    type: 'about:blank',
    title: 'CONTENT_TYPE',
    status: 415,
    detail:
      'The content type is application/x-www-form-urlencoded; send JSON, and say so: application/json.',
  });
  assert.equal(await status('stock', '{}', { ...json, 'content-encoding': 'br' }), 415);
  assert.equal(await status('stock', '{}', json, '?operation=drop'), 400);
  assert.equal(await status('stock', '{}', { ...json, 'idempotency-key': 'x'.repeat(256) }), 400);
  assert.equal(await status('nothing', '{}'), 404);
});

test('only operators can push, and only into the streams that they may use', async () => {
  await using bench = await storeBench();
  const keys = new KeyRing(bench.store.apiKeys);
  const make = async (name: string, role: 'viewer' | 'operator', streams: string[] | null) =>
    (await keys.create({ name, role, streams, expiresAtMs: null })).secret;
  const guard = new Guard({ settings: defaults, keys, localSecret: null });
  const stream = {
    ...{ name: 'stock', semantics: 'state' as const, validate: null },
    fields: { key: 'sku', version: 'at', deleted: null },
    store: async (arrivals: readonly unknown[]) =>
      arrivals.map((): ArrivalOutcome => ({ kind: 'stored' })),
  };
  const web = await serveWeb({
    ...{ address: '127.0.0.1:0', guard },
    routes: [pushRoutes({ find: () => stream })],
  });
  const status = async (name: string, headers: Headers) => {
    const response = await fetch(`http://${web.address}/v1/streams/${name}/records`, {
      ...{ method: 'POST', headers: { ...json, ...headers } },
      body: '{"sku":"a","at":1}',
    });
    return response.status;
  };
  try {
    assert.equal(await status('stock', {}), 401);
    assert.equal(await status('stock', bearer(await make('v', 'viewer', null))), 403);
    const own = bearer(await make('o', 'operator', ['stock']));
    assert.equal(await status('stock', own), 200);
    assert.equal(await status('prices', own), 404);
  } finally {
    await web.stop(0);
  }
});

test('a record nested thousands of levels deep is refused, and no record that arrives with it is', async () => {
  const deep = `{"sku":"deep","at":1,"x":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
  const ndjson = { 'content-type': 'application/x-ndjson' };
  const [alone, listed, other, ...lines] = await Promise.all([
    push('stock', deep),
    push('stock', `[${deep},{"sku":"listed","at":1}]`),
    push('stock', '{"sku":"other","at":1}'),
    push('stock', `${deep}\n{"sku":"line","at":1}`, ndjson),
    push('stock', '{"sku":"another","at":1}', ndjson),
  ]);
  assert.deepEqual([alone.status, listed.status, other.status], [400, 400, 200]);
  const told = (await Promise.all(lines.map(linesOf))).map((one) => one.at(-1));
  assert.deepEqual(told, [
    { stored: 1, duplicates: 0, rejected: 1 },
    { stored: 1, duplicates: 0, rejected: 0 },
  ]);
  const data_base64 = Buffer.from(deep).toString('base64');
  const event = { specversion: '1.0', source: '/shop', type: 'stock', id: 'deep', data_base64 };
  const cloudEvents = { 'content-type': 'application/cloudevents+json' };
  assert.equal((await push('stock', JSON.stringify(event), cloudEvents)).status, 422);
});

test('a key that is revoked while its lines are being read stores no more of them', async () => {
  await using bench = await storeBench();
  const keys = new KeyRing(bench.store.apiKeys);
  const wish = { name: 'till', role: 'operator', streams: null, expiresAtMs: null } as const;
  const { key, secret } = await keys.create(wish);
  const guard = new Guard({ settings: defaults, keys, localSecret: null });
  const stored: string[] = [];
  const stream = {
    ...{ name: 'stock', semantics: 'state' as const, validate: null },
    fields: { key: 'sku', version: 'at', deleted: null },
    store: async (arrivals: readonly Arrival[]) =>
      arrivals.map(({ record }): ArrivalOutcome => {
        stored.push(record.key);
        return { kind: 'stored' };
      }),
  };
  const routes = [pushRoutes({ find: () => stream }, 0)];
  const web = await serveWeb({ address: '127.0.0.1:0', guard, routes });
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const write = (text: string) => writer.write(new TextEncoder().encode(text));
  try {
    const answer = fetch(`http://${web.address}/v1/streams/stock/records`, {
      ...{ method: 'POST', body: readable, duplex: 'half' },
      headers: { 'content-type': 'application/x-ndjson', ...bearer(secret) },
    });
    await write('{"sku":"before","at":1}\n');
    const reader = (await answer).body?.pipeThrough(new TextDecoderStream()).getReader();
    assert.equal((await reader?.read())?.value, '{"line":1,"status":"stored"}\n');
    await keys.revoke(key.id);
    await write('{"sku":"after","at":1}\n');
    const { error } = JSON.parse((await reader?.read())?.value ?? '{}') as { error?: unknown };
    assert.deepEqual(error, { code: 'UNAUTHENTICATED', detail: 'This API key was revoked' });
    assert.deepEqual(stored, ['before']);
  } finally {
    await web.stop(0);
    await writer.abort().catch(() => undefined);
  }
});

test('the OpenAPI document is valid and describes push and webhooks', async () => {
  const web = await serveWeb({
    address: '127.0.0.1:0',
    routes: [pushRoutes({ find: () => null }), webhookRoutes({ find: () => null })],
  });
  try {
    const response = await fetch(`http://${web.address}/openapi.json`);
    const document = (await response.json()) as { openapi: string; paths: object };
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    assert.ok(valid, JSON.stringify(errors));
    assert.equal(document.openapi, '3.1.0');
    assert.deepEqual(Object.keys(document.paths).sort(), [
      '/v1/streams/{stream}/records',
      '/webhooks/{connector}',
      '/webhooks/{connector}/{name}',
    ]);
  } finally {
    await web.stop(0);
  }
});

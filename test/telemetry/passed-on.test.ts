import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import type { Connector, Delivery } from '../../src/connector-api/index.ts';
import { connectControl } from '../../src/control/index.ts';
import { openHttp } from '../connectors/http/support.ts';
import { delivery } from '../connectors/postgres/support.ts';
import { openWebhook } from '../connectors/webhook/support.ts';
import { importRequest, isOver, untilImport } from '../imports/support.ts';
import { rowsOf } from '../support/database.ts';
import type { SeenRequest } from '../support/http-system.ts';
import { HttpSystem } from '../support/http-system.ts';
import type { TestHub } from '../support/hub.ts';
import { startTestHub, until, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';
import type { ReceivedSpan } from './otlp-receiver.ts';
import { OtlpReceiver } from './otlp-receiver.ts';

const signal = AbortSignal.timeout(100_000);
const parent = (digit: string) => `00-${digit.repeat(32)}-${digit.repeat(16)}-01`;

/** Delivers these records. Returns each request's `traceparent`, and the traces that requests of several records began. */
async function deliver(open: (url: string) => Connector, options: object, records: Delivery[]) {
  await using system = await HttpSystem.start();
  system.reply = ({ body }) => ({
    body: Array.isArray(body) ? body.map(() => ({ id: 'x', status: 200 })) : {},
  });
  const begun: (readonly string[])[] = [];
  let ended = 0;
  const target = open(system.url).target?.({
    entity: 'things',
    lane: 'things/shop',
    options: { ...options },
    traceRequest(traceParents) {
      begun.push(traceParents);
      return { traceParent: parent('9'), end: () => ended++ };
    },
  });
  await target?.deliver(records, signal);
  assert.equal(ended, begun.length);
  return { told: system.seen.map(({ headers }) => headers.traceparent), begun };
}

const traced = (key: string, digit: string) => delivery(key, 1, { traceParent: parent(digit) });
const batch = { method: 'POST', path: '/batch', size: 10, idField: 'id', statusField: 'status' };

for (const [kind, open, options] of [
  ['http', (url: string) => openHttp({ url }), { batch: { ...batch, errorField: 'error' } }],
  ['webhook', (url: string) => openWebhook(url), { format: 'cloudevents-batch' }],
] as const) {
  test(`${kind}: a request with one record continues its trace; one with several begins a trace linked to theirs`, async () => {
    const single = await deliver(open, {}, [traced('a', '1'), delivery('b', 1)]);
    assert.deepEqual(single, { told: [parent('1'), undefined], begun: [] });
    const alone = await deliver(open, options, [traced('a', '1')]);
    assert.deepEqual(alone, { told: [parent('1')], begun: [] });
    const many = [traced('a', '1'), delivery('b', 1), traced('c', '2')];
    const several = await deliver(open, options, many);
    assert.deepEqual(several, { told: [parent('9')], begun: [[parent('1'), parent('2')]] });
  });

  test(`${kind}: a request without traced records begins no trace and has no traceparent`, async () => {
    const records = [delivery('a', 1), delivery('b', 1)];
    const plain = await deliver(open, options, records);
    assert.deepEqual(plain, { told: [undefined], begun: [] });
  });
}

const config = (system: string, collector: string) => `
hub: { telemetry: { otlp: "${collector}", sample: 1 } }
connectors:
  erp: { kind: postgres, url: "\${DATABASE_URL}", webhooks: { signature: { form: token, secret: a token of some length } } }
  shop: { kind: http, url: "${system}" }
streams:
  articles:
    from: { connector: erp, entity: article, key: no, version: changed, webhook: { hint: article } }
    to:
      - connector: shop
        entity: articles
        get: { path: '/articles/{key}' }
        batch: { path: /batch, size: 100 }
`;

test('records from hints, imports and repairs are traced into the target, as polled records are', async () => {
  await using scope = await testScope();
  await using receiver = await OtlpReceiver.open();
  await using system = await HttpSystem.start();
  const told: SeenRequest[] = [];
  system.reply = (request) => {
    if (request.method === 'GET') return held(Number(request.path.split('/').at(-1)));
    if (request.method === 'POST') told.push(request);
    return { body: thingsOf(request).map(({ no }) => ({ id: no })) };
  };
  const held = (no: number) => {
    const body = told.flatMap(thingsOf).find((one) => one.no === no);
    return body ? { body } : { status: 404 };
  };
  const arrived = (no: number) => () => held(no).body !== undefined;
  await rowsOf(
    scope.databaseUrl,
    'create table article (no integer primary key, changed timestamptz not null default now()); insert into article values (1)',
  );
  const configFile = await writeConfig(scope, config(system.url, receiver.url));
  {
    await using hub = await startTestHub(scope, configFile);
    await until(hub, signal, arrived(1));
    await rowsOf(scope.databaseUrl, 'insert into article values (2)');
    const hint = await fetch(`http://${hub.httpAddress}/webhooks/erp`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-webhook-token': 'a token of some length' },
      body: '{"article":2}',
    });
    assert.equal(hint.status, 200, await hint.text());
    await until(hub, signal, arrived(2));

    const file = path.join(scope.dir, 'articles.jsonl');
    await writeFile(file, [3, 4, 5].map((no) => `{"no":${no},"changed":"2026-01-05"}\n`).join(''));
    const { id } = await hub.imports.start(
      importRequest(file, { stream: 'articles', format: 'jsonl' }),
      signal,
    );
    await untilImport(hub, id, signal, isOver);
    for (const no of [3, 4, 5]) await until(hub, signal, arrived(no));

    await rowsOf(scope.databaseUrl, `insert into article values (6, '2001-01-01')`);
    await repair(hub);
    await until(hub, signal, arrived(6));
    await hub.settled(signal);
  }
  const { spans } = receiver;
  for (const request of told) {
    const [, traceId, spanId] = String(request.headers.traceparent).split('-');
    const span = spans.find((one) => one.spanId === spanId && one.traceId === traceId);
    assert.ok(span, `${request.text} is traced`);
    const records = thingsOf(request).length;
    const stores = records === 1 ? [span] : span.links.map((link) => spanOf(spans, link.spanId));
    assert.equal(span.name, records === 1 ? 'store' : 'request articles/shop');
    assert.equal(stores.length, records);
    for (const store of stores) {
      assert.equal(spanOf(spans, store.parentSpanId).name, 'intake articles');
    }
  }
});

async function repair(hub: TestHub): Promise<void> {
  const client = await connectControl(hub.grpcAddress);
  try {
    const request = { stream: 'articles', lane: null, limit: 100, details: 100, repair: true };
    for await (const event of client.history(signal).verify(request)) {
      if (event.kind === 'summary') assert.equal(event.summary.lanes[0]?.counts.repaired, 1);
    }
  } finally {
    client.close();
  }
}

function thingsOf({ body }: SeenRequest): readonly { readonly no: number }[] {
  return Array.isArray(body) ? (body as { no: number }[]) : [];
}

function spanOf(spans: readonly ReceivedSpan[], spanId: string): ReceivedSpan {
  const found = spans.find((one) => one.spanId === spanId);
  assert.ok(found, `the collector has span ${spanId}`);
  return found;
}

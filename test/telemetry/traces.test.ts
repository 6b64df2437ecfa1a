import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { suite, test } from 'node:test';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { TestHub } from '../support/hub.ts';
import { startTestHub, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';
import type { ReceivedSpan } from './otlp-receiver.ts';
import { OtlpReceiver } from './otlp-receiver.ts';

const SIGNAL_MS = 60_000;

/** Sends two records, of which the second breaks the schema, through a hub with these telemetry settings. */
async function relay(
  scope: TestScope,
  telemetry: string,
  {
    env = {},
    whileUp,
  }: { env?: NodeJS.ProcessEnv; whileUp?: (hub: TestHub) => Promise<void> } = {},
) {
  await writeFile(
    path.join(scope.dir, 'products.jsonl'),
    '{"sku":"A1","v":1,"title":"one"}\n{"sku":"A2","v":1}\n',
  );
  const configFile = await writeConfig(
    scope,
    `
hub: ${telemetry}
connectors:
  pim: { kind: file, path: ./products.jsonl }
  out: { kind: file, path: ./out.jsonl }
streams:
  products:
    from: { connector: pim, entity: product, key: sku, version: v }
    every: 1h
    validate: { type: object, required: [title] }
    to: [{ connector: out, entity: products }]
`,
  );
  Object.assign(process.env, env);
  try {
    await using hub = await startTestHub(scope, configFile);
    await hub.settled(AbortSignal.timeout(SIGNAL_MS));
    await whileUp?.(hub);
    await hub.settled(AbortSignal.timeout(SIGNAL_MS));
  } finally {
    for (const name of Object.keys(env)) delete process.env[name];
  }
}

/** Pushes a record, as a sender that traces does. */
async function push(hub: TestHub, sku: string, traceparent: string): Promise<void> {
  const answer = await fetch(`http://${hub.httpAddress}/v1/streams/products/records`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', traceparent },
    body: JSON.stringify({ sku, v: 1, title: 'pushed' }),
  });
  assert.equal(answer.status, 200, await answer.text());
}

/** Returns the `traceparent` of each of the first messages in the stream's log, which are records or frames of several. */
async function headersInLog(scope: TestScope, messages = 2): Promise<(string | undefined)[]> {
  const nc = await connect({ servers: new URL(scope.natsUrl).host });
  try {
    const manager = await jetstreamManager(nc);
    const found: (string | undefined)[] = [];
    for await (const name of manager.streams.names()) {
      if (!name.startsWith(`${scope.namespace}-`) || !name.includes('products')) continue;
      for (let seq = 1; seq <= messages; seq++) {
        const message = await manager.streams.getMessage(name, { seq });
        found.push(message?.header.get('traceparent') || undefined);
      }
    }
    return found;
  } finally {
    await nc.close();
  }
}

suite('Traces', () => {
  test('follow a record from its source to its target in one connected trace, which is linked to its batch', async () => {
    await using scope = await testScope();
    await using receiver = await OtlpReceiver.open();
    await relay(
      scope,
      `{ telemetry: { otlp: "${receiver.url}", sample: 1, headers: { x-team: shop } } }`,
    );
    // The hub has sent all spans by the time it has stopped.
    const { spans } = receiver;
    const roots = spans.filter(({ name }) => name === 'intake products');
    assert.equal(roots.length, 2);
    assert.equal(receiver.headers[0]?.['x-team'], 'shop');

    const lanes = spans.filter(({ name }) => name === 'lane products/out');
    const [applied] = lanes.filter((one) => one.attributes['stellwerk.verdict'] === 'applied');
    assert.ok(applied);
    const trace = spans.filter(({ traceId }) => traceId === applied.traceId);
    assert.deepEqual(pathsOf(trace), [
      'intake products',
      'intake products > read',
      'intake products > store',
      'intake products > store > lane products/out',
      'intake products > store > lane products/out > deliver',
      'intake products > store > lane products/out > link',
      'intake products > store > lane products/out > map',
      'intake products > store > lane products/out > match',
      'intake products > store > lane products/out > settle',
      'intake products > store > lane products/out > validate',
    ]);
    for (const span of trace) {
      assert.ok(span.startMs <= span.endMs, span.name);
      const parent = trace.find(({ spanId }) => spanId === span.parentSpanId);
      assert.ok(!parent || span.startMs >= parent.startMs - 2, span.name);
    }
    const [dead] = lanes.filter((one) => one.attributes['stellwerk.verdict'] === 'dead-letter');
    assert.equal(dead?.error, 'RECORD_INVALID');
    const deadSteps = spans.filter(({ parentSpanId }) => parentSpanId === dead?.spanId);
    assert.deepEqual(deadSteps.map(({ name }) => name).sort(), ['settle', 'validate']);

    const [batch] = spans.filter(({ name }) => name === 'batch products/out');
    assert.ok(batch);
    assert.deepEqual(
      batch.links.map(({ spanId }) => spanId).sort(),
      lanes.map(({ spanId }) => spanId).sort(),
    );
    assert.deepEqual(
      applied.links.map(({ spanId }) => spanId),
      [batch.spanId],
    );
    assert.equal(JSON.stringify(spans).includes('A1'), false, 'keys may be personal');
    const stores = spans.filter(({ name }) => name === 'store');
    const expected = stores.map(({ traceId, spanId }) => `00-${traceId}-${spanId}-01`);
    assert.deepEqual((await headersInLog(scope)).sort(), expected.sort());
  });

  test('go to the collector that the environment names, and a collector that refuses them does no harm', async () => {
    await using scope = await testScope();
    await using receiver = await OtlpReceiver.open();
    receiver.status = 400;
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_TRACES_SAMPLER_ARG: '1' };
    await relay(scope, '{}', { env });
    assert.ok(receiver.headers.length > 0);
    assert.equal((await headersInLog(scope)).filter((one) => one !== undefined).length, 2);
  });

  test('leave a record that is not sampled without a header, but follow the sampling decision of a sender', async () => {
    await using scope = await testScope();
    await using receiver = await OtlpReceiver.open();
    const senders = '4bf92f3577b34da6a3ce929d0e0e4736';
    await relay(scope, `{ telemetry: { otlp: "${receiver.url}", sample: 0 } }`, {
      async whileUp(hub) {
        await push(hub, 'A3', `00-${senders}-00f067aa0ba902b7-01`);
        await push(hub, 'A4', `00-${senders}-00f067aa0ba902b8-00`);
      },
    });
    const [read, sampled, unsampled] = await headersInLog(scope, 3);
    assert.deepEqual([read, unsampled], [undefined, undefined]);
    assert.match(sampled ?? '', new RegExp(`^00-${senders}-`));
    const names = receiver.spans
      .filter(({ traceId }) => traceId === senders)
      .map(({ name }) => name)
      .sort();
    assert.deepEqual(
      names,
      'deliver,intake products,lane products/out,link,map,match,settle,store,validate'.split(','),
    );
    const [root] = receiver.spans.filter(({ name }) => name === 'intake products');
    assert.equal(root?.parentSpanId, '00f067aa0ba902b7');
  });
});

/** Returns the path of each span: the names from its root. */
function pathsOf(trace: readonly ReceivedSpan[]): string[] {
  const pathOf = (span: ReceivedSpan): string => {
    const parent = trace.find(({ spanId }) => spanId === span.parentSpanId);
    assert.ok(parent || span.parentSpanId === '', `the parent of ${span.name} is missing`);
    return parent ? `${pathOf(parent)} > ${span.name}` : span.name;
  };
  return trace.map(pathOf).sort();
}

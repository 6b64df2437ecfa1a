import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import type { JsonObject } from '../../src/domain/index.ts';
import { asyncApi, loadConfig } from '../../src/runtime/config/index.ts';
import { cli } from '../cli/support.ts';

const specification = createRequire(import.meta.url)(
  '@asyncapi/specs/schemas/3.0.0.json',
) as JsonObject;
// The specification contains the meta-schema itself.
const ajv = new Ajv({ strict: false, meta: false, validateSchema: false, validateFormats: false });
const isAsyncApi = ajv.compile(specification);

const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-asyncapi-'));
after(() => rm(dir, { recursive: true }));
const config = path.join(dir, 'stellwerk.yaml');
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
await writeFile(path.join(dir, 'map.ts'), 'export default (document) => document;\n');
await writeFile(
  config,
  `connectors:
  shop: { kind: http, url: http://shop.example }
  events: { kind: nats, servers: ['nats://a:4222', 'b:4222'], auth: { kind: token, token: 'hidden-token' } }
  partner: { kind: webhook, url: 'https://partner.example/hooks/7?token=hidden-query', secrets: [{ secret: '${secret}' }] }
streams:
  orders:
    from: { connector: shop, entity: orders, key: id }
    validate:
      type: object
      required: [id]
      properties: { id: { type: string }, total: { $ref: '#/$defs/money' } }
      $defs: { money: { type: number, minimum: 0 } }
    to:
      - { connector: partner, entity: order, format: cloudevents, type: com.example.order }
      - { connector: partner, entity: batched, name: batched, format: cloudevents-batch, map: ./map.ts }
      - { connector: events, entity: order, subject: 'shop.{entity}.{key}', map: { number: id, sum: total, size.width: w } }
      - { connector: shop, entity: receipts }
`,
);

test('the AsyncAPI document of a hub is valid, and has a channel for each lane to a webhook or to NATS', async () => {
  const document = asyncApi(await loadConfig(config, {}));
  assert.ok(isAsyncApi(document), JSON.stringify(isAsyncApi.errors?.slice(0, 3), null, 1));
  const { channels, operations, servers } = document as Record<string, Record<string, JsonObject>>;
  assert.deepEqual(
    Object.entries(channels ?? {}).map(([name, { address }]) => [name, address]),
    [
      ['orders.partner', '/hooks/7'],
      ['orders.batched', '/hooks/7'],
      ['orders.events', 'shop.order.{key}'],
    ],
  );
  assert.deepEqual(Object.keys(operations ?? {}), [
    'send.orders.partner',
    'send.orders.batched',
    'send.orders.events',
  ]);
  assert.deepEqual(servers, {
    partner: { host: 'partner.example', protocol: 'https' },
    events: { host: 'a:4222', protocol: 'nats' },
    'events.2': { host: 'b:4222', protocol: 'nats' },
  });
});

test('every reference of the document can be resolved, even those within the configuration’s own schemas', async () => {
  const document = asyncApi(await loadConfig(config, {}));
  const references = Array.from(
    JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g),
    ([, steps = '']) => steps,
  );
  assert.ok(references.some((steps) => steps.endsWith('$defs/money')));
  for (const steps of references) {
    const found = steps
      .split('/')
      .reduce<unknown>((node, step) => (node as JsonObject | undefined)?.[step], document);
    assert.ok(found !== undefined, steps);
  }
});

test('payloads are described by the schemas of validation and mapping, as far as these are known', async () => {
  const { components } = asyncApi(await loadConfig(config, {})) as Record<string, JsonObject>;
  const schemas = components?.schemas as unknown as Record<string, { schema: JsonObject }>;
  const of = (name: string) => schemas[name]?.schema as JsonObject;
  const envelope = of('orders.partner').properties as Record<string, JsonObject>;
  assert.deepEqual(envelope.type, {
    enum: ['com.example.order.changed', 'com.example.order.deleted'],
  });
  assert.deepEqual(envelope.data, { $ref: '#/components/schemas/orders.partner.document/schema' });
  assert.deepEqual(of('orders.partner.document').required, ['id']);
  assert.equal(of('orders.batched').type, 'array');
  const { type, properties } = of('orders.events.document');
  assert.deepEqual(
    [type, properties],
    [
      'object',
      {
        number: { type: 'string' },
        sum: { $ref: '#/components/schemas/orders.events.document/schema/$defs/money' },
        size: { type: 'object', properties: { width: {} } },
      },
    ],
  );
});

test('stellwerk docs asyncapi prints the document, and no secret', async () => {
  const { stdout, code } = await cli(['docs', 'asyncapi', '--config', config]);
  assert.equal(code, 0);
  assert.ok(isAsyncApi(parse(stdout)));
  assert.doesNotMatch(stdout, /hidden-|whsec_B/);
});

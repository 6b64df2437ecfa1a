import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { keysOf } from '../../bench/relay/workload.ts';
import type { RunningHub } from '../../src/runtime/hub.ts';
import { rowsOf } from '../support/database.ts';
import { startTestHub, until, writeConfig } from '../support/hub.ts';
import { HttpSystem } from '../support/http-system.ts';
import type { Reply, SeenRequest } from '../support/http-system.ts';
import { testScope } from '../support/scope.ts';

const RECORDS = 3_000;
const signal = AbortSignal.timeout(100_000);
const generator = path.resolve(import.meta.dirname, '../../bench/relay/generator.ts');

/** With one attempt per record, the outage would make dead letters at once if it counted attempts. */
const config = (url: string) => `
connectors:
  source: { kind: ${generator}, records: ${RECORDS} }
  shop: { kind: http, url: "${url}", circuit: { probe: { initial: 100ms, max: 400ms } } }
  warehouse: { kind: postgres, url: "\${DATABASE_URL}" }
streams:
  products:
    from: { connector: source, entity: product, key: sku, version: updatedAt }
    to:
      - { connector: shop, entity: products, batch: { path: /products, idField: sku }, retry: { attempts: 1 }, map: &map { sku: sku } }
      - { connector: warehouse, entity: product, key: sku, map: *map }
  prices:
    from: { connector: source, entity: price, key: sku, version: updatedAt }
    to:
      - { connector: shop, entity: prices, batch: { path: /prices, idField: sku }, retry: { attempts: 1 }, map: *map }
`;

/** A shop that goes down after its third batch, until the test sets `isUp`. */
class Shop {
  readonly delivered = new Map<string, Set<string>>([
    ['/products', new Set()],
    ['/prices', new Set()],
  ]);
  isUp = true;
  readonly #whileDown: (request: SeenRequest) => Reply;
  #batches = 0;

  constructor(whileDown: (request: SeenRequest) => Reply) {
    this.#whileDown = whileDown;
  }

  reply(request: SeenRequest): Reply {
    if (request.method === 'POST' && ++this.#batches === 4) this.isUp = false;
    if (!this.isUp) return this.#whileDown(request);
    if (request.method !== 'POST') return {};
    const records = request.body as { readonly sku: string }[];
    for (const { sku } of records) this.delivered.get(request.path)?.add(sku);
    return { body: records };
  }
}

const outages: readonly (readonly [what: string, whileDown: (request: SeenRequest) => Reply])[] = [
  ['a shop that cuts every connection', () => ({ cut: true })],
  [
    'a shop whose API is down while its health page works',
    ({ method }) => (method === 'HEAD' ? {} : { status: 503 }),
  ],
];

for (const [what, whileDown] of outages) {
  test(`the lanes of ${what} are held, and deliver their whole backlog by themselves when it is back`, async () => {
    await using scope = await testScope();
    await rowsOf(scope.databaseUrl, 'create table product (sku text primary key)');
    await using system = await HttpSystem.start();
    const shop = new Shop(whileDown);
    system.reply = (request) => shop.reply(request);
    await using hub = await startTestHub(scope, await writeConfig(scope, config(system.url)));
    const connector = () => hub.connectors().find(({ name }) => name === 'shop');
    const toShop = () => hub.lanes().filter(({ connector }) => connector === 'shop');

    await until(hub, signal, () => toShop().every(({ state }) => state === 'held'));
    await until(hub, signal, () => hasSettled(hub, 'products/warehouse'));
    assert.equal(connector()?.lastError?.code, 'TARGET_UNAVAILABLE');

    shop.isUp = true;
    await hub.settled(signal);
    await until(hub, signal, () => toShop().every(({ state }) => state === 'running'));
    for (const skus of shop.delivered.values()) assert.equal(skus.size, keysOf(RECORDS));
    for (const { counts, lastError } of toShop()) {
      assert.equal(counts.deadLettered, 0, 'no attempt was counted');
      assert.equal(counts.applied + counts.superseded + counts.unchanged, RECORDS);
      assert.equal(lastError, null);
    }
    assert.equal(connector()?.state, 'ready');
  });
}

function hasSettled(hub: RunningHub, lane: string): boolean {
  const { counts } = hub.lanes().find(({ name }) => name === lane) ?? {};
  const ends = Object.values(counts ?? {}) as number[];
  return ends.reduce((sum, count) => sum + count, 0) === RECORDS;
}

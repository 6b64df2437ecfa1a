import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import type { LaneStatus } from '../../src/domain/index.ts';
import { startTestHub, until, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(60_000);
const generator = path.resolve(import.meta.dirname, '../../bench/relay/generator.ts');

const config = `
connectors:
  source: { kind: ${generator}, records: 5000 }
  shop: { kind: postgres, url: "\${DATABASE_URL}" }
  marketplace: { kind: postgres, url: "postgres://nobody:nothing@127.0.0.1:1/gone" }
streams:
  products:
    from: { connector: source, entity: product, key: sku, version: updatedAt }
    to:
      - { connector: shop, entity: product, key: sku, versionColumn: updated_at, map: &map { sku: sku, updated_at: updatedAt } }
      - { connector: marketplace, entity: product, key: sku, map: *map }
`;

function settledBy(lane: LaneStatus | undefined): number {
  const counts = Object.values(lane?.counts ?? {}) as number[];
  return counts.reduce((sum, count) => sum + count, 0);
}

test('while the target of one lane is down, the other lane settles everything, and the first keeps its whole backlog', async () => {
  await using scope = await testScope();
  const client = new pg.Client({ connectionString: scope.databaseUrl });
  await client.connect();
  await client.query('create table product (sku text primary key, updated_at timestamptz)');
  await using hub = await startTestHub(scope, await writeConfig(scope, config));
  const lane = (name: string) => hub.lanes().find((one) => one.connector === name);

  await until(hub, signal, () => settledBy(lane('shop')) === 5000);
  await until(hub, signal, () => lane('marketplace')?.state === 'held');

  const { rows } = await client.query<{ count: number }>(
    'select count(*)::int as count from product',
  );
  await client.end();
  assert.equal(rows[0]?.count, 4500, 'every key of the healthy lane');
  await until(hub, signal, () => lane('marketplace')?.backlog === 5000);
  assert.equal(settledBy(lane('marketplace')), 0);
  assert.equal(lane('marketplace')?.counts.deadLettered, 0, 'an outage makes no dead letters');
  const marketplace = hub.connectors().find(({ name }) => name === 'marketplace');
  assert.equal(marketplace?.lastError?.code, 'TARGET_UNAVAILABLE');
});

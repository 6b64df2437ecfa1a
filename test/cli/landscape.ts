import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import type { CliOptions } from './support.ts';

/** The configuration of a hub between two tables in one database. */
export const config = (namespace: string) => `
hub: { namespace: ${namespace} }
connectors:
  erp: { kind: postgres, url: "\${DATABASE_URL}" }
  shop: { kind: postgres, url: "\${DATABASE_URL}" }
streams:
  products:
    from: { connector: erp, entity: erp_product, key: sku, version: updated_at }
    to:
      - { connector: shop, entity: shop_product, key: sku, map: { sku: sku, name: name } }
`;

/** Stores three products in one table, one of which the other refuses. Returns how the CLI runs a hub between them. */
export async function landscape(scope: TestScope): Promise<CliOptions> {
  const client = new pg.Client({ connectionString: scope.databaseUrl });
  await client.connect();
  await client.query(`
    create table erp_product (sku text primary key, name text, updated_at timestamptz default now());
    create table shop_product (sku text primary key, name text not null);
    insert into erp_product (sku, name) values ('A1', 'Signal'), ('A2', 'Switch'), ('A3', null)`);
  await client.end();
  await writeConfig(scope, config(scope.namespace));
  const env = {
    STELLWERK_NATS_URL: scope.natsUrl,
    STELLWERK_DATABASE_URL: scope.databaseUrl,
    DATABASE_URL: scope.databaseUrl,
    STELLWERK_LOG_LEVEL: 'warn',
  };
  return { cwd: scope.dir, env };
}

/** Resolves when the hub has reported that it is up. */
export async function untilUp(child: ChildProcess): Promise<void> {
  assert.ok(child.stderr);
  for await (const line of createInterface({ input: child.stderr })) {
    if (line.includes('control API at')) return void child.stderr.resume();
  }
  assert.fail('the hub ended before it was up');
}

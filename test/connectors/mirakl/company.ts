import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { rowsOf } from '../../support/database.ts';
import { writeConfig } from '../../support/hub.ts';
import { testScope } from '../../support/scope.ts';
import { Marketplace } from './marketplace.ts';

const guide = path.resolve(import.meta.dirname, '../../../ops/guide/systems.md');

/** The configuration of the guide, between a real database and a simulated marketplace, both in a hurry. */
export async function openCompany({ every = '5m' } = {}) {
  await using opened = new AsyncDisposableStack();
  const scope = opened.use(await testScope());
  const market = opened.use(await Marketplace.start());
  // Older than what happens now, as in a marketplace.
  market.orders.nowMs = Date.now() - 3_600_000;
  const sql = (text: string) => rowsOf<Record<string, unknown>>(scope.databaseUrl, text);
  await sql(`
    create table offer (sku text primary key, ean text, price numeric, price_fr numeric, quantity int, days int,
      ended bool default false, changed timestamptz default now());
    create table stock (sku text primary key, quantity int, changed timestamptz default now());
    create table sales_order (id text primary key, state text, total numeric, lines jsonb);
    create table order_step (order_id text primary key, lines jsonb, shipment jsonb, shipped bool,
      changed timestamptz default now())`);
  const text = await readFile(guide, 'utf8');
  const section = text.slice(text.indexOf('## Connect a Mirakl marketplace'));
  const [, yaml = ''] = /```yaml\n([^]*?)```/.exec(section) ?? [];
  assert.match(yaml, /kind: mirakl/);
  const config = yaml
    .replaceAll('every: 5m', `every: ${every}`)
    .replace('https://your-instance.mirakl.net', market.url)
    .replace(
      "key: '${MARKET_KEY}'",
      "key: '${MARKET_KEY}'\n    importEveryMs: 50\n    askEveryMs: 20",
    );
  const configFile = await writeConfig(
    scope,
    `hub: { http: { address: '127.0.0.1:0' } }\n${config}`,
  );
  const env = { ...process.env, MARKET_KEY: 'the-key', ERP_DATABASE_URL: scope.databaseUrl };
  const company = opened.move();
  return {
    ...{ scope, market, sql, configFile, env },
    [Symbol.asyncDispose]: () => company.disposeAsync(),
  };
}

/** Inserts offers, ... */
export function offers(count: number): string {
  return `insert into offer (sku, ean, price, price_fr, quantity, days)
    select 'A-' || n, '40' || n, n + 0.5, n + 1, n, 2 from generate_series(1, ${count}) n`;
}

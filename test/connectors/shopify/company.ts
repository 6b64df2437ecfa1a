import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { rowsOf } from '../../support/database.ts';
import { writeConfig } from '../../support/hub.ts';
import { testScope } from '../../support/scope.ts';
import { Shop } from './shop.ts';

const guide = path.resolve(import.meta.dirname, '../../../ops/guide/systems.md');

/** The configuration of the guide, between a real database and a simulated shop. */
export async function openCompany() {
  await using opened = new AsyncDisposableStack();
  const scope = opened.use(await testScope());
  const shop = opened.use(await Shop.start());
  // Older than what happens now, as in a shop.
  shop.nowMs = Date.now() - 3_600_000;
  const sql = (text: string) => rowsOf<Record<string, unknown>>(scope.databaseUrl, text);
  await sql(`
    create table article (number text primary key, name text, options jsonb, variants jsonb, changed timestamptz default now());
    create table stock (sku text primary key, quantity int, changed timestamptz default now());
    create table sales_order (id text primary key, number text, total numeric, lines jsonb)`);
  const text = await readFile(guide, 'utf8');
  const section = text.slice(text.indexOf('## Connect a Shopify shop'));
  const [, yaml = ''] = /\`\`\`yaml\n([^]*?)\`\`\`/.exec(section) ?? [];
  assert.match(yaml, /kind: shopify/);
  const config = `hub: { http: { address: '127.0.0.1:0' } }\n${yaml.replace('https://example.myshopify.com', shop.url)}`;
  const configFile = await writeConfig(scope, config);
  const env = {
    SHOP_CLIENT_ID: 'app',
    SHOP_CLIENT_SECRET: 'app-secret',
    ERP_DATABASE_URL: scope.databaseUrl,
  };
  const company = opened.move();
  return {
    ...{ scope, shop, sql, configFile, env: { ...process.env, ...env } },
    [Symbol.asyncDispose]: () => company.disposeAsync(),
  };
}

/** Inserts articles, ... of two sizes. */
export function articles(count: number): string {
  return `insert into article (number, name, options, variants)
    select 'A-' || n, 'Article ' || n, '[{"name": "Size", "values": ["S", "M"]}]',
      jsonb_build_array(
        jsonb_build_object('sku', 'A-' || n || '-S', 'price', 10 + n / 10.0, 'options', '[{"name": "Size", "value": "S"}]'::jsonb),
        jsonb_build_object('sku', 'A-' || n || '-M', 'price', 10 + n / 10.0, 'options', '[{"name": "Size", "value": "M"}]'::jsonb))
    from generate_series(1, ${count}) n`;
}

export function total(amount: string) {
  return { totalPriceSet: { shopMoney: { amount, currencyCode: 'EUR' } } };
}

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { rowsOf } from '../../support/database.ts';
import { writeConfig } from '../../support/hub.ts';
import { testScope } from '../../support/scope.ts';
import { Marketplace } from './marketplace.ts';

const guide = path.resolve(import.meta.dirname, '../../../ops/guide/systems.md');

/** The configuration of the guide, between a real database and a simulated Amazon. */
export async function openCompany() {
  await using opened = new AsyncDisposableStack();
  const scope = opened.use(await testScope());
  const marketplace = opened.use(await Marketplace.start());
  const sql = (text: string) => rowsOf<Record<string, unknown>>(scope.databaseUrl, text);
  await sql(`
    create table offer (sku text primary key, price numeric, quantity int, changed timestamptz default now());
    create table sales_order (id text primary key, status text, total numeric, customer text, address jsonb, lines jsonb)`);
  const text = await readFile(guide, 'utf8');
  const section = text.slice(text.indexOf('## Connect Amazon'));
  const [, yaml = ''] = /\`\`\`yaml\n([^]*?)\`\`\`/.exec(section) ?? [];
  assert.match(yaml, /kind: amazon/);
  const { url } = marketplace;
  const own = `kind: amazon\n    url: ${url}\n    tokenUrl: ${url}/auth/o2/token`;
  const config = `hub: { http: { address: '127.0.0.1:0' } }\n${yaml.replace('kind: amazon', own)}`;
  const configFile = await writeConfig(scope, config);
  const env = {
    AMAZON_CLIENT_ID: 'app',
    AMAZON_CLIENT_SECRET: 'app-secret',
    AMAZON_REFRESH_TOKEN: 'Atzr|seller',
    ERP_DATABASE_URL: scope.databaseUrl,
  };
  const company = opened.move();
  return {
    ...{ scope, marketplace, sql, configFile, env: { ...process.env, ...env } },
    [Symbol.asyncDispose]: () => company.disposeAsync(),
  };
}

/** Inserts offers for, ... that the marketplace lists already. */
export async function offers(
  { sql, marketplace }: Pick<Awaited<ReturnType<typeof openCompany>>, 'sql' | 'marketplace'>,
  count: number,
): Promise<void> {
  for (let n = 1; n <= count; n++) marketplace.listings.put(`A-${n}`, {});
  await sql(`insert into offer (sku, price, quantity)
    select 'A-' || n, n + 0.5, n from generate_series(1, ${count}) n`);
}

/** An order with what the guide maps of it, changed some minutes ago. */
export function order(total: number, minutesAgo = 60) {
  return {
    lastUpdatedTime: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
    fulfillment: { fulfillmentStatus: 'UNSHIPPED' },
    proceeds: { grandTotal: { amount: total.toFixed(2), currencyCode: 'EUR' } },
    buyer: { buyerName: 'Erika Musterfrau' },
    recipient: { deliveryAddress: { name: 'Erika Musterfrau', city: 'Berlin', countryCode: 'DE' } },
    orderItems: [
      {
        ...{ orderItemId: '1', quantityOrdered: 2 },
        product: {
          sellerSku: 'A-1',
          price: { unitPrice: { amount: '1.50', currencyCode: 'EUR' } },
        },
      },
    ],
  };
}

import type pg from 'pg';
import { PRODUCTS, skuOf } from '../pim/products.ts';

const SCHEMA = `
create table if not exists article_stock (
  sku text primary key,
  on_hand integer not null,
  reserved integer not null default 0,
  updated_at timestamptz not null default clock_timestamp()
);
create index if not exists article_stock_changes on article_stock (updated_at, sku);
create table if not exists article_price (
  sku text primary key,
  net numeric(12, 2) not null,
  currency text not null default 'EUR',
  updated_at timestamptz not null default clock_timestamp()
);
create index if not exists article_price_changes on article_price (updated_at, sku);
create table if not exists sales_order (
  order_number text primary key,
  customer text not null,
  total numeric(12, 2) not null,
  lines jsonb not null,
  ordered_at timestamptz not null
)`;

/** Creates the ERP's tables and, the first time, its stock and prices. */
export async function prepareErp(erp: pg.Pool): Promise<void> {
  await erp.query(SCHEMA);
  const { rows } = await erp.query<{ filled: boolean }>(
    'select exists (select from article_stock) as filled',
  );
  if (rows[0]?.filled) return;
  const skus = Array.from({ length: PRODUCTS }, (_, number) => skuOf(number));
  await erp.query(
    `insert into article_stock (sku, on_hand, updated_at)
     select sku, (nr * 7) % 120, now() - nr * interval '1 minute' from unnest($1::text[]) with ordinality as s(sku, nr)`,
    [skus],
  );
  await erp.query(
    `insert into article_price (sku, net, updated_at)
     select sku, 4.99 + (nr * 37) % 150, now() - nr * interval '1 minute' from unnest($1::text[]) with ordinality as s(sku, nr)`,
    [skus],
  );
}

/** A goods receipt: some articles get more stock. */
export async function receiveGoods(erp: pg.Pool, skus: readonly string[]): Promise<void> {
  await erp.query(
    'update article_stock set on_hand = on_hand + 10, updated_at = clock_timestamp() where sku = any($1)',
    [skus],
  );
}

/** The buyer changes a price. */
export async function changePrice(erp: pg.Pool, sku: string): Promise<void> {
  await erp.query(
    'update article_price set net = round(net * 1.02, 2), updated_at = clock_timestamp() where sku = $1',
    [sku],
  );
}

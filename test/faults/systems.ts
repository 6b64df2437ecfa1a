import type pg from 'pg';
import type { Random } from '../../ops/demo/random.ts';
import { between } from '../../ops/demo/random.ts';
import { keepWorking, rows, withClient } from './database.ts';
import type { Change, Write } from './history.ts';

const STOCK_KEYS = 300;
const ORDERS = 150;
/** Each deadly record kills three workers. */
const DEADLY_SHARE = 0.003;

/** Source tables with their own history, and a copy of one table as a target, with a journal of every write. */
const TABLES = `
  create table stock (sku text primary key, n bigint not null, poisoned boolean not null, updated_at timestamptz not null);
  create table stock_history (position bigserial primary key, sku text not null, n bigint not null, poisoned boolean not null);
  create index stock_updated_at_sku_index on stock (updated_at, sku);
  create table order_event (id bigserial primary key, order_id text not null, n bigint not null, poisoned boolean not null, deadly boolean not null);
  create table stock_copy (sku text primary key, n bigint not null, updated_at timestamptz not null);
  create table stock_journal (position bigserial primary key, sku text not null, n bigint not null, at timestamptz not null default clock_timestamp());
  create function note_stock() returns trigger language plpgsql as $$
    begin insert into stock_journal (sku, n) values (new.sku, new.n); return null; end $$;
  create trigger note_stock after insert or update on stock_copy for each row execute function note_stock();
`;

/** Versions rise per key whatever the clock says; the history is written in the same transaction, so it is always exact. */
const CHANGE_STOCK = `
  with changed as (
    insert into stock (sku, n, poisoned, updated_at)
    select sku, 1, sku like 'bad-%', clock_timestamp() + $2::float8 * interval '1 second' from unnest($1::text[]) as i(sku)
    on conflict (sku) do update set n = stock.n + 1,
      updated_at = greatest(stock.updated_at + interval '1 microsecond', excluded.updated_at)
    returning sku, n, poisoned
  )
  insert into stock_history (sku, n, poisoned) select sku, n, poisoned from changed`;

const ADD_EVENTS = `
  insert into order_event (order_id, n, poisoned, deadly)
  select i.order_id, coalesce((select max(n) from order_event o where o.order_id = i.order_id), 0) + 1, i.poisoned, i.deadly
  from unnest($1::text[], $2::boolean[], $3::boolean[]) as i(order_id, poisoned, deadly)`;

export async function createTables(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, (client) => client.query(TABLES));
}

export async function changeStockAndOrders(
  databaseUrl: string,
  {
    random,
    skewSeconds,
    signal,
  }: { random: Random; skewSeconds: () => number; signal: AbortSignal },
): Promise<void> {
  await keepWorking(databaseUrl, signal, (client) => change(client, random, skewSeconds()));
}

/**
 * Changes all stock once more with a correct clock. No sweep finds rows that were written with a clock further behind than
 * the sweeps reach back, and the hub does not promise to find them.
 */
export async function changeAllStock(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    const { rows: all } = await client.query<{ sku: string }>('select sku from stock');
    await client.query(CHANGE_STOCK, [all.map(({ sku }) => sku), 0]);
  });
}

/** Now and then a transaction stays open for a while, and so commits rows whose timestamps others have overtaken. */
async function change(client: pg.Client, random: Random, skewSeconds: number): Promise<void> {
  const isLate = random() < 0.02;
  const skus = Array.from({ length: between(random, 1, 8) }, () => skuAt(random));
  const orders = Array.from(
    { length: between(random, 0, 4) },
    () => `order-${between(random, 1, ORDERS)}`,
  );
  const distinctOrders = [...new Set(orders)];
  await client.query('begin');
  await client.query(CHANGE_STOCK, [[...new Set(skus)], skewSeconds]);
  const chosen = (share: number) => distinctOrders.map(() => random() < share);
  await client.query(ADD_EVENTS, [distinctOrders, chosen(0.03), chosen(DEADLY_SHARE)]);
  if (isLate) await client.query('select pg_sleep(1.5)');
  await client.query('commit');
  await client.query('select pg_sleep(0.03)');
}

function skuAt(random: Random): string {
  const number = between(random, 1, STOCK_KEYS);
  return number % 50 === 0 ? `bad-${number}` : `sku-${number}`;
}

export async function stockChanges(databaseUrl: string): Promise<Change[]> {
  return rows<Change>(
    databaseUrl,
    'select sku as key, n::int as version, poisoned from stock_history order by sku, n',
  );
}

/** @param poison which orders the lane cannot deliver: its target refuses `poisoned`, `deadly` ends the worker that maps it */
export async function orderChanges(
  databaseUrl: string,
  poison: 'poisoned' | 'deadly',
): Promise<Change[]> {
  return rows<Change>(
    databaseUrl,
    `select order_id as key, n::int as version, ${poison} as poisoned from order_event order by order_id, n`,
  );
}

export async function copyWrites(databaseUrl: string): Promise<Write[]> {
  return rows<Write>(
    databaseUrl,
    `select sku as key, n::int as version, (extract(epoch from at) * 1000)::float8 as "atMs" from stock_journal order by position`,
  );
}

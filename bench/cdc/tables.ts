import pg from 'pg';

/** The two tables that must end equal, and a journal of the writes to the second. */
const COLUMNS =
  'sku text primary key, name text, price numeric(12, 2), text text, change bigint not null';

export async function createSource(databaseUrl: string, rows: number): Promise<void> {
  await run(
    databaseUrl,
    `create table product (${COLUMNS});
     alter table product alter text set storage external;
     insert into product select 'p' || n, 'held', n, repeat('x', case when n % 10 = 0 then 5000 else 5 end), 0
       from generate_series(1, ${rows}) n`,
  );
}

export async function createTarget(databaseUrl: string): Promise<void> {
  await run(
    databaseUrl,
    `create table product (${COLUMNS});
     create table product_journal (position bigserial, sku text not null, change bigint not null);
     create function note_products() returns trigger language plpgsql as $$
       begin insert into product_journal (sku, change) select sku, change from written; return null; end $$;
     create trigger note_insert after insert on product referencing new table as written
       for each statement execute function note_products();
     create trigger note_update after update on product referencing new table as written
       for each statement execute function note_products()`,
  );
}

/** How the second table differs from the first. */
export interface Comparison {
  readonly rows: number;
  /** In the source and not in the target. */
  readonly missing: number;
  /** In the target and no longer in the source. */
  readonly surplus: number;
  /** In both, with different content. */
  readonly stale: number;
  /** Writes of an older change after a newer one of the same key. */
  readonly backwards: number;
}

export async function compare(source: string, target: string): Promise<Comparison> {
  const text = `select sku, md5(product::text) as hash from product`;
  const [is, was] = await Promise.all([rowsOf(source, text), rowsOf(target, text)]);
  const held = new Map(was.map(({ sku, hash }) => [sku, hash]));
  const missing = is.filter(({ sku }) => !held.has(sku)).length;
  const stale = is.filter(({ sku, hash }) => held.has(sku) && held.get(sku) !== hash).length;
  const [order] = await rowsOf<{ count: number }>(
    target,
    `select count(*)::int as count from (select change, lag(change) over (partition by sku order by position) as before
      from product_journal) j where before > change`,
  );
  const surplus = was.length - (is.length - missing);
  return { rows: is.length, missing, surplus, stale, backwards: order?.count ?? 0 };
}

export function isSame({ missing, surplus, stale, backwards }: Comparison): boolean {
  return missing + surplus + stale + backwards === 0;
}

async function run(databaseUrl: string, text: string): Promise<void> {
  await rowsOf(databaseUrl, text);
}

async function rowsOf<Row extends pg.QueryResultRow = { sku: string; hash: string }>(
  databaseUrl: string,
  text: string,
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => undefined); // The query that it breaks reports it.
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

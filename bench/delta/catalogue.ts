import type pg from 'pg';
import { productLane } from '../support/product-lane.ts';

/** A shop's catalogue as a table, created by the database itself: this many products, with the index that a delta sweep needs. */
export async function createCatalogue(client: pg.Client, records: number): Promise<void> {
  await client.query(`
    create table catalogue (
      sku text primary key,
      number int not null,
      name text not null,
      category text not null,
      price numeric(12, 2) not null,
      currency text not null,
      stock int not null,
      active boolean not null,
      updated_at timestamptz(3) not null
    );
    insert into catalogue
    select 'SKU-' || n, n, 'Product ' || n, (array['shoes', 'shirts', 'jackets', 'bags', 'hats'])[n % 5 + 1],
      (n % 10000) / 100.0, 'EUR', n % 500, n % 7 <> 0, now() - interval '30 days' + n * interval '1 second'
    from generate_series(1, ${records}) n;
    create index on catalogue (updated_at, sku);
    analyze catalogue`);
}

/**
 * Changes this many products, evenly over the catalogue and different ones in each round, all in one transaction, as a price run
 * does.
 */
export async function changeSome(
  client: pg.Client,
  { records, changes, round }: { records: number; changes: number; round: number },
): Promise<void> {
  const every = Math.floor(records / changes);
  const { rowCount } = await client.query(
    `update catalogue set price = price + 1, updated_at = clock_timestamp()
      where number % $1 = $2 and number <= $3`,
    [every, round % every, every * changes],
  );
  if (rowCount !== changes) throw new Error(`${rowCount} products were changed, not ${changes}`);
}

/** Products that differ between source and target. */
export async function countDifferences(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from catalogue c full join product p using (sku)
      where (c.name, c.category, c.price, c.currency, c.stock, c.active, c.updated_at)
        is distinct from (p.name, p.category, p.price, p.currency, p.stock, p.active, p.updated_at)`,
  );
  return rows[0]?.count ?? NaN;
}

/** The hub as a user would configure it for a catalogue of which a small part changes. */
export const configuration = `
connectors:
  shop: { kind: postgres, url: "\${DATABASE_URL}" }
  target: { kind: postgres, url: "\${DATABASE_URL}" }
streams:
  products:
    from: { connector: shop, entity: catalogue, key: sku, version: updated_at }
    every: 1h
    to:
      - connector: target
${productLane}
`;

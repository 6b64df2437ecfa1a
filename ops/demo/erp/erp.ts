import type pg from 'pg';
import type { Product } from '../pim/product.ts';
import { schema } from './schema.ts';

/** Maximum number of orders that one step of the back office handles. */
const DESK = 100;

/** The sample ERP: what its users and nightly jobs do. The hub knows only its tables. */
export class Erp {
  readonly #database: pg.Pool;

  constructor(database: pg.Pool) {
    this.#database = database;
  }

  /** Creates the tables and, the first time, enters stock and prices of all products. */
  async prepare(products: () => readonly Product[]): Promise<void> {
    await this.#database.query(schema);
    const { rows } = await this.#database.query<{ isFilled: boolean }>(
      'select exists (select from article_price) as "isFilled"',
    );
    if (!rows[0]?.isFilled) await this.#enter(products());
  }

  /** Goods arrive for these articles. */
  async receiveGoods(skus: readonly string[], quantity: number): Promise<void> {
    await this.#database.query(
      'update article_stock set quantity = quantity + $2 where sku = any($1)',
      [skus, quantity],
    );
  }

  /** A buyer changes prices, by a factor near 1. */
  async changePrices(skus: readonly string[], factor: number): Promise<void> {
    await this.#database.query(
      'update article_price set net = round(net * $2, 2), gross = round(gross * $2, 2) where sku = any($1)',
      [skus, factor],
    );
  }

  /** Turns received orders into lines and reserves their goods. @returns the number of orders */
  async bookOrders(): Promise<number> {
    const { rowCount } = await this.#database.query(
      `with booked as (
        update sales_order set status = 'booked' where order_number in (
          select order_number from sales_order where status = 'received' order by order_number limit $1)
        returning order_number, lines
      ), entered as (
        insert into sales_order_line (order_number, position, sku, quantity, gross_price)
        select b.order_number, l.position, l.sku, l.quantity, l.gross_price
        from booked b, jsonb_to_recordset(b.lines) as l(position int, sku text, quantity int, gross_price numeric)
        returning sku, quantity
      ), needed as (
        select sku, sum(quantity)::int as quantity from entered group by sku
      ), held as (
        update article_stock s set reserved = s.reserved + n.quantity from needed n where s.sku = n.sku
      )
      select from booked`,
      [DESK],
    );
    return rowCount ?? 0;
  }

  /** Ships booked orders whose goods are in stock: stock and reservations decrease. @returns the number of orders */
  async shipOrders(): Promise<number> {
    const { rowCount } = await this.#database.query(
      `with open as (
        select order_number from sales_order where status = 'booked' order by order_number limit $1
      ), ready as (
        select order_number from open o where not exists (
          select from sales_order_line l join article_stock s using (sku)
          where l.order_number = o.order_number and s.quantity < s.reserved)
      ), shipped as (
        update sales_order set status = 'shipped' where order_number in (select order_number from ready)
        returning order_number
      ), sent as (
        select l.sku, sum(l.quantity)::int as quantity
        from sales_order_line l join shipped using (order_number) group by l.sku
      ), taken as (
        update article_stock s set quantity = s.quantity - sent.quantity, reserved = s.reserved - sent.quantity
        from sent where s.sku = sent.sku
      )
      select from shipped`,
      [DESK],
    );
    return rowCount ?? 0;
  }

  async countOrders(): Promise<number> {
    const { rows } = await this.#database.query<{ count: number }>(
      'select count(*)::int as count from sales_order',
    );
    return rows[0]?.count ?? 0;
  }

  /**
   * Enters the articles as if one by one over the last month. Completes what an earlier start, killed in between, has left out.
   */
  async #enter(products: readonly Product[]): Promise<void> {
    const skus = products.map(({ sku }) => sku);
    const changed = `now() - interval '30 days' * (1 - nr / $2::float8)`;
    await this.#database.query(
      `insert into article_stock (sku, quantity, updated_at)
       select sku, 5 + (nr * 37) % 80, ${changed} from unnest($1::text[]) with ordinality as a(sku, nr)
       on conflict do nothing`,
      [skus, skus.length + 1],
    );
    await this.#database.query(
      `insert into article_price (sku, net, gross, updated_at)
       select sku, net, round(net * vat, 2), ${changed}
       from unnest($1::text[], $3::numeric[], $4::numeric[]) with ordinality as a(sku, net, vat, nr)`,
      [
        skus,
        skus.length + 1,
        products.map(({ netPrice }) => netPrice),
        products.map(({ vatClass }) => (vatClass === 'reduced' ? 1.07 : 1.19)),
      ],
    );
  }
}

import type pg from 'pg';
import type { BasketItem, Customer } from './checkout.ts';
import { placeOrder } from './checkout.ts';
import { forgetOldKeys } from './idempotency.ts';
import { schema } from './schema.ts';

/** The sample shop as its customers and its owner see it; other systems use `api.ts`. */
export class Shop {
  readonly #database: pg.Pool;

  constructor(database: pg.Pool) {
    this.#database = database;
  }

  async prepare(): Promise<void> {
    await this.#database.query(schema);
    await forgetOldKeys(this.#database);
  }

  /** @returns the order's number, null when nothing of the basket could be sold */
  placeOrder(customer: Customer, basket: readonly BasketItem[]): Promise<string | null> {
    return placeOrder(this.#database, customer, basket);
  }

  async counts(): Promise<{ readonly onSale: number; readonly orders: number }> {
    const { rows } = await this.#database.query<{ onSale: number; orders: number }>(
      `select (select count(*)::int from product where name is not null and gross_cents is not null) as "onSale",
         (select count(*)::int from customer_order) as orders`,
    );
    return rows[0] ?? { onSale: 0, orders: 0 };
  }
}

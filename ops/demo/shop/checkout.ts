import type { Transaction } from './http.ts';

export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly postcode: string;
  readonly city: string;
}

export interface BasketItem {
  readonly sku: string;
  readonly quantity: number;
}

/**
 * Sells the items of the basket that are on sale and in stock, and takes them out of stock at once. The ERP's next stock level
 * overrides that, and may briefly not include this order yet: as in real shops, the last piece could be sold twice.
 * @returns the order's number, null when nothing could be sold
 */
export async function placeOrder(
  transaction: Transaction,
  customer: Customer,
  basket: readonly BasketItem[],
): Promise<string | null> {
  const { rows } = await transaction.query<{ number: string }>(
    `with wanted as (
      select p.id, w.quantity
      from product p join jsonb_to_recordset($2) as w(sku text, quantity integer) using (sku)
      where p.name is not null and p.gross_cents is not null and p.available >= w.quantity
      order by p.sku for update of p
    ), sold as (
      update product p set available = p.available - w.quantity from wanted w where p.id = w.id
      returning p.sku, p.name, w.quantity, p.gross_cents, p.vat_percent
    )
    insert into customer_order (number, customer, lines, total_cents)
    select 'SO-' || nextval('customer_order_number'), $1,
      jsonb_agg(jsonb_build_object('sku', sku, 'name', name, 'quantity', quantity,
        'grossCents', gross_cents, 'vatPercent', vat_percent) order by sku),
      sum(quantity * gross_cents)
    from sold having count(*) > 0
    returning number`,
    [JSON.stringify(customer), JSON.stringify(basket)],
  );
  return rows[0]?.number ?? null;
}

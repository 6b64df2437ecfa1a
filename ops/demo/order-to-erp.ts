/*
 * A mapping module, for what a field list cannot express: the shop counts in cents including VAT, the ERP wants euros, numbered lines
 * and the net total. The order has already been validated against order.schema.json.
 */

interface ShopOrder {
  readonly number: string;
  readonly placedAt: string;
  readonly currency: string;
  readonly customer: {
    readonly id: string;
    readonly name: string;
    readonly postcode: string;
    readonly city: string;
  };
  readonly lines: readonly OrderLine[];
  readonly totalCents: number;
}

interface OrderLine {
  readonly sku: string;
  readonly quantity: number;
  readonly grossCents: number;
  readonly vatPercent: number;
}

export default function orderToErp({ customer, lines, ...order }: ShopOrder) {
  const { id, ...shipTo } = customer;
  return {
    order_number: order.number,
    customer_reference: id,
    ordered_at: order.placedAt,
    ship_to: shipTo,
    currency: order.currency,
    net_total: euros(lines.reduce((sum, line) => sum + netCents(line), 0)),
    gross_total: euros(order.totalCents),
    lines: lines.map(({ sku, quantity, grossCents }, index) => ({
      position: index + 1,
      sku,
      quantity,
      gross_price: euros(grossCents),
    })),
  };
}

/** Rounded per line, as the ERP books it. */
function netCents({ quantity, grossCents, vatPercent }: OrderLine): number {
  return Math.round((quantity * grossCents) / (1 + vatPercent / 100));
}

function euros(cents: number): number {
  return cents / 100;
}

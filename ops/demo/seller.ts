import { setInterval } from 'node:timers/promises';
import type pg from 'pg';
import { changePrice, receiveGoods } from './erp/erp.ts';
import { editProduct } from './pim/export.ts';
import { PRODUCTS, skuOf } from './pim/products.ts';
import type { Shop } from './shop/shop.ts';

const CUSTOMERS = ['M. Albers', 'S. Yilmaz', 'J. Kowalski', 'C. Vogt', 'A. Nguyen', 'P. Romano'];
/** The edit rewrites the whole export, as PIMs do, so it is rarer than the rest. */
const TICKS_PER_EDIT = 30;

export interface Company {
  readonly shop: Shop;
  readonly erp: pg.Pool;
  readonly exportFile: string;
}

/** Orders that were placed before the hub started: it has something to catch up with. */
export async function placeFirstOrders({ shop }: Company, count: number): Promise<void> {
  for (let nth = 0; nth < count; nth++) await sell(shop);
}

/** A day in the company's life, a second at a time: customers buy, goods arrive, prices change, somebody edits a product. */
export async function keepSelling(company: Company, signal: AbortSignal): Promise<void> {
  const { shop, erp, exportFile } = company;
  let tick = 0;
  try {
    for await (const _second of setInterval(1_000, undefined, { signal })) {
      tick++;
      await sell(shop);
      await receiveGoods(erp, [anySku(), anySku(), anySku()]);
      if (tick % 5 === 0) await changePrice(erp, anySku());
      if (tick % TICKS_PER_EDIT === 0) await editProduct(exportFile, anyNumber(), new Date());
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function sell(shop: Shop): Promise<void> {
  const customer = CUSTOMERS[anyNumber() % CUSTOMERS.length] ?? '';
  await shop.placeOrder(customer, [anySku(), anySku()]);
}

function anySku(): string {
  return skuOf(anyNumber());
}

function anyNumber(): number {
  return Math.floor(Math.random() * PRODUCTS);
}

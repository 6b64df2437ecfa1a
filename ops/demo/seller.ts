import { setInterval } from 'node:timers/promises';
import type { Company } from './company.ts';
import { PRODUCTS, skuOf } from './pim/assortment.ts';
import { editProducts } from './pim/export.ts';
import { between, pick } from './random.ts';
import type { BasketItem, Customer } from './shop/checkout.ts';
import type { Shop } from './shop/shop.ts';

const TICK_MS = 1_000;
/** What happens in the company, and every how many ticks. A full export is the rarest, as in real PIMs. */
const EVERY = { booking: 2, shipping: 3, goods: 2, prices: 5, export: 20 } as const;

const CUSTOMERS: readonly [Customer, ...Customer[]] = [
  { id: 'C-1001', name: 'M. Albers', postcode: '20457', city: 'Hamburg' },
  { id: 'C-1002', name: 'S. Yılmaz', postcode: '50667', city: 'Köln' },
  { id: 'C-1003', name: 'J. Kowalski', postcode: '10115', city: 'Berlin' },
  { id: 'C-1004', name: 'C. Vögele', postcode: '79098', city: 'Freiburg' },
  { id: 'C-1005', name: 'A. Nguyễn', postcode: '01067', city: 'Dresden' },
  { id: 'C-1006', name: 'P. Romano', postcode: '80331', city: 'München' },
];

/** Lets customers buy, one after another. @returns how many found something in stock */
export async function placeOrders(shop: Shop, count: number): Promise<number> {
  let placed = 0;
  for (let left = count; left > 0; left--) {
    const number = await shop.placeOrder(pick(Math.random, CUSTOMERS), anyBasket());
    if (number !== null) placed++;
  }
  return placed;
}

/**
 * Runs normal business until the signal aborts: the shop sells, the ERP books and ships orders, goods arrive, prices change, and
 * occasionally somebody edits products in the PIM. None of it calls the hub, which must notice by itself.
 */
export async function keepSelling(company: Company, signal: AbortSignal): Promise<void> {
  let tick = 0;
  try {
    for await (const _ of setInterval(TICK_MS, undefined, { signal })) await work(company, ++tick);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function work({ shop, erp, exportFile }: Company, tick: number): Promise<void> {
  const isTime = (what: keyof typeof EVERY) => tick % EVERY[what] === 0;
  await placeOrders(shop, 1);
  if (isTime('booking')) await erp.bookOrders();
  if (isTime('shipping')) await erp.shipOrders();
  if (isTime('goods')) await erp.receiveGoods(anySkus(3), between(Math.random, 5, 40));
  if (isTime('prices')) await erp.changePrices(anySkus(2), pick(Math.random, [0.95, 0.98, 1.03]));
  if (isTime('export')) await editProducts(exportFile, between(Math.random, 3, 8));
}

function anyBasket(): BasketItem[] {
  const skus = new Set(anySkus(between(Math.random, 1, 4)));
  return [...skus].map((sku) => ({ sku, quantity: between(Math.random, 1, 2) }));
}

function anySkus(count: number): string[] {
  return Array.from({ length: count }, () => skuOf(between(Math.random, 0, PRODUCTS - 1)));
}

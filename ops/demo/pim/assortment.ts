import { gtinOf } from '../gtin.ts';
import type { Random } from '../random.ts';
import { between, pick, pickSome, seeded } from '../random.ts';
import type { Product } from './product.ts';
import type { Kind } from './words.ts';
import { BRANDS, COLOURS, EDITIONS, KINDS, REMARKS, SERIES, USES } from './words.ts';

/** Products of the sample company, numbered from 0. */
export const PRODUCTS = 20_000;

const FIRST_SKU = 100_000;
const YEAR_BEGINS_MS = Date.UTC(2025, 0, 1);
const YEAR_SECONDS = 365 * 86_400;
/** Neighbouring seeds give different numbers only when they are far apart. */
const SEED_STEP = 7_919;

export function skuOf(number: number): string {
  return `AW-${FIRST_SKU + number}`;
}

/** Returns one product of the assortment, the same at every call. */
export function productAt(number: number): Product {
  const random = seeded((number + 1) * SEED_STEP);
  const kind = pick(random, KINDS);
  const brand = pick(random, BRANDS);
  const series = pick(random, SERIES);
  const name = [brand, series, kind.noun, pick(random, EDITIONS)].filter(Boolean).join(' ');
  return {
    sku: skuOf(number),
    gtin: gtinOf(number),
    name,
    brand,
    category: kind.category,
    description: describe(random, kind, series),
    netPrice: netPrice(random, kind),
    vatClass: kind.isFood ? 'reduced' : 'standard',
    weightGrams: between(random, ...kind.grams),
    ...(kind.isFood ? {} : { colours: pickSome(random, COLOURS, between(random, 1, 4)) }),
    ...(kind.sizes ? { sizes: kind.sizes } : {}),
    updatedAt: new Date(YEAR_BEGINS_MS + between(random, 0, YEAR_SECONDS - 1) * 1000).toISOString(),
  };
}

export function allProducts(): Product[] {
  return Array.from({ length: PRODUCTS }, (_, number) => productAt(number));
}

function describe(random: Random, { noun, materials }: Kind, series: string): string {
  return `${noun} of the ${series} series, made for ${pick(random, USES)}. ${pick(random, materials)}. ${pick(random, REMARKS)}`;
}

/** Returns the net price that gives a price like 129.95 once VAT is added. */
function netPrice(random: Random, { euros, isFood }: Kind): number {
  const grossCents = between(random, ...euros) * 100 - 5;
  return Math.round(grossCents / (isFood ? 1.07 : 1.19)) / 100;
}

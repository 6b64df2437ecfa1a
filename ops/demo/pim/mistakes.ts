import { checkDigit } from '../gtin.ts';
import { between, seeded } from '../random.ts';
import { PRODUCTS } from './assortment.ts';
import type { Product } from './product.ts';

/** A mistake that people and programs make in exports. */
interface Mistake {
  /** The number of sample products that have it. */
  readonly count: number;
  /** The line of the export that results from it. */
  spoil(product: Product): string;
}

const SEED = 4_711;
/** One more than the sample shop shows. */
const TOO_LONG = 121;

const mistakes: readonly Mistake[] = [
  // Rows that cannot become records: found when the hub reads the export.
  { count: 4, spoil: (product) => JSON.stringify(product).slice(0, -25) },
  { count: 4, spoil: (product) => JSON.stringify({ ...product, sku: undefined }) },
  { count: 3, spoil: (product) => JSON.stringify({ ...product, updatedAt: 'yesterday' }) },
  // Records that violate the schema: found by validation.
  { count: 7, spoil: (product) => JSON.stringify({ ...product, netPrice: -product.netPrice }) },
  { count: 6, spoil: (product) => JSON.stringify({ ...product, name: undefined }) },
  { count: 4, spoil: (product) => JSON.stringify({ ...product, vatClass: 'luxury' }) },
  // Records that only the shop recognises as wrong: found at delivery.
  { count: 5, spoil: (product) => JSON.stringify({ ...product, gtin: withOtherDigit(product) }) },
  {
    count: 4,
    spoil: (product) => JSON.stringify({ ...product, name: product.name.padEnd(TOO_LONG, '!') }),
  },
];

/** Products of the export that no shop can sell. */
export const MISTAKES = mistakes.reduce((sum, { count }) => sum + count, 0);

const spoiled = spreadMistakes();

/** Returns a product's line in the export, with the product's mistake if it has one. */
export function exportLine(number: number, product: Product): string {
  return spoiled.get(number)?.spoil(product) ?? JSON.stringify(product);
}

export function hasMistake(number: number): boolean {
  return spoiled.has(number);
}

function spreadMistakes(): ReadonlyMap<number, Mistake> {
  const random = seeded(SEED);
  const spread = new Map<number, Mistake>();
  for (const mistake of mistakes) {
    for (let left = mistake.count; left > 0;) {
      const number = between(random, 0, PRODUCTS - 1);
      if (spread.has(number)) continue;
      spread.set(number, mistake);
      left--;
    }
  }
  return spread;
}

function withOtherDigit({ gtin }: Product): string {
  const digits = gtin.slice(0, 12);
  return digits + String((Number(checkDigit(digits)) + 1) % 10);
}

/** The sample company's catalogue: made up, the same every time, and as realistic as a PIM's export is, mistakes included. */
export interface Product {
  readonly sku: string;
  readonly gtin: string;
  readonly name: string;
  readonly brand: string;
  readonly category: string;
  readonly description: string;
  readonly netPrice: number;
  readonly vat: 'full' | 'reduced';
  readonly weightGrams: number;
  readonly updatedAt: string;
}

export const PRODUCTS = 20_000;
/** So many lines of the export cannot be used, for reasons that a person can see. */
export const INVALID = 37;

const BRANDS = ['Nordwind', 'Almhof', 'Brenner', 'Hafenkante', 'Lindenau', 'Steinbach'];
const KINDS = [
  { word: 'Hiking boot', category: 'Shoes > Outdoor', cents: 12_990, grams: 1150 },
  { word: 'Rain jacket', category: 'Clothing > Jackets', cents: 8_990, grams: 420 },
  { word: 'Merino shirt', category: 'Clothing > Shirts', cents: 5_990, grams: 180 },
  { word: 'Daypack', category: 'Bags > Backpacks', cents: 7_450, grams: 780 },
  { word: 'Enamel mug', category: 'Kitchen > Cups', cents: 1_290, grams: 210 },
  { word: 'Trail mix', category: 'Food > Snacks', cents: 499, grams: 250 },
];
const COLOURS = ['black', 'fir green', 'sand', 'night blue', 'rust'];
const FIRST_CHANGE = Date.UTC(2026, 0, 5, 6);
const EVERY = Math.floor(PRODUCTS / INVALID);

export function skuOf(number: number): string {
  return `AW-${String(100_000 + number)}`;
}

export function productAt(number: number): Product {
  const kind = KINDS[number % KINDS.length] as (typeof KINDS)[number];
  const brand = BRANDS[Math.floor(number / 7) % BRANDS.length] ?? '';
  const colour = COLOURS[Math.floor(number / 3) % COLOURS.length] ?? '';
  return {
    sku: skuOf(number),
    gtin: gtinOf(number),
    name: `${brand} ${kind.word} ${colour}`,
    brand,
    category: kind.category,
    description: `${kind.word} by ${brand} in ${colour}, article ${number + 1} of the range.`,
    netPrice: (kind.cents + ((number * 37) % 2_000)) / 100,
    vat: kind.category.startsWith('Food') ? 'reduced' : 'full',
    weightGrams: kind.grams + (number % 90),
    updatedAt: new Date(FIRST_CHANGE + number * 60_000).toISOString(),
  };
}

/** One line of the export; every 540th has one of five mistakes. */
export function exportLine(number: number): string {
  const product = productAt(number);
  const nth = Math.floor(number / EVERY);
  if (number % EVERY !== EVERY - 1 || nth >= INVALID) return JSON.stringify(product);
  switch (nth % 5) {
    case 0:
      return JSON.stringify({ ...product, netPrice: -product.netPrice });
    case 1:
      return JSON.stringify({ ...product, name: '' });
    case 2:
      return JSON.stringify({ ...product, gtin: product.gtin.slice(0, 11) });
    case 3:
      return JSON.stringify(product).slice(0, -20);
    default: {
      const { sku: _sku, ...withoutKey } = product;
      return JSON.stringify(withoutKey);
    }
  }
}

/** A GTIN-13 with the prefix for use within a company (2) and its check digit (GS1 General Specifications, 7.9). */
export function gtinOf(number: number): string {
  const digits = `2${String(number).padStart(11, '0')}`;
  const sum = [...digits].reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
    0,
  );
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

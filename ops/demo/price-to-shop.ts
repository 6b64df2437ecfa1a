import type { JsonObject } from '../../src/connector-api/index.ts';

const VAT = 1.19;

/** The shop shows prices with VAT, the ERP keeps them without. */
export default function priceToShop(price: JsonObject): JsonObject {
  return { id: price.sku ?? null, grossPrice: Math.round(Number(price.net) * VAT * 100) / 100 };
}

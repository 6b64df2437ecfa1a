import type { JsonObject } from '../../src/connector-api/index.ts';

/** A mapping of one's own: what a field list cannot say. The shop wants its weight in the text. */
export default function productToShop(product: JsonObject): JsonObject {
  const kilograms = (Number(product.weightGrams) / 1000).toFixed(2);
  return {
    id: product.sku ?? null,
    title: product.name ?? null,
    description: `${textOf(product.description)} Weight ${kilograms} kg.`,
    category: product.category ?? null,
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

import type { JsonObject, SourceRecord } from '../../src/connector-api/index.ts';

/** One key in ten changes a second time, so that order per key can go wrong. */
const KEYS_PER_RECORD = 0.9;
const FIRST_VERSION = Date.UTC(2026, 0, 1) * 1000;
const CATEGORIES = ['shoes', 'shirts', 'jackets', 'bags', 'hats'];

export function keysOf(records: number): number {
  return Math.ceil(records * KEYS_PER_RECORD);
}

/** Which records are broken. Default: none. */
export interface Damage {
  /** One in this many records has a price that the schema refuses. */
  readonly invalidEvery?: number | undefined;
}

/** What must arrive of this many records: the number of valid ones, their keys, and the number that must not arrive. */
export function expectedOf(records: number, damage: Damage): Expected {
  const keys = new Set<string>();
  let invalid = 0;
  for (let index = 0; index < records; index++) {
    if (isInvalidAt(index, damage)) invalid++;
    else keys.add(recordAt(index, records).key);
  }
  return { records: records - invalid, keys: keys.size, invalid };
}

export interface Expected {
  readonly records: number;
  readonly keys: number;
  readonly invalid: number;
}

function isInvalidAt(index: number, { invalidEvery }: Damage): boolean {
  return invalidEvery !== undefined && index % invalidEvery === invalidEvery - 1;
}

/** Returns the nth record of a relay: a product as a shop has it, about 230 bytes of JSON. */
export function recordAt(index: number, records: number, damage: Damage = {}): SourceRecord {
  const keys = keysOf(records);
  const number = index % keys;
  const document: JsonObject = {
    sku: `SKU-${number}`,
    name: `Product ${number} in its ${index < keys ? 'first' : 'second'} version`,
    category: CATEGORIES[number % CATEGORIES.length] ?? '',
    price: { net: isInvalidAt(index, damage) ? -1 : (number % 10_000) / 100, currency: 'EUR' },
    stock: number % 500,
    active: number % 7 !== 0,
    updatedAt: new Date(FIRST_VERSION / 1000 + index).toISOString(),
  };
  return {
    key: `SKU-${number}`,
    version: FIRST_VERSION + index * 1000,
    operation: 'upsert',
    document,
  };
}

/** The schema that both systems validate by. */
export const schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: ['sku', 'name', 'price', 'updatedAt'],
  properties: {
    sku: { type: 'string', minLength: 1, maxLength: 40 },
    name: { type: 'string', minLength: 1 },
    category: { enum: CATEGORIES },
    price: {
      type: 'object',
      required: ['net', 'currency'],
      properties: { net: { type: 'number', minimum: 0 }, currency: { const: 'EUR' } },
    },
    stock: { type: 'integer', minimum: 0 },
    active: { type: 'boolean' },
    updatedAt: { type: 'string', format: 'date-time' },
  },
} as const;

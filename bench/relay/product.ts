import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type pg from 'pg';
import { schema } from './workload.ts';

/** The columns of the target, in the order of `rowOf`. */
export const COLUMNS = 'sku, name, category, price, currency, stock, active, updated_at';
/** What an upsert does to an existing row. */
export const ON_CONFLICT = `on conflict (sku) do update set name = excluded.name, category = excluded.category, price = excluded.price,
    currency = excluded.currency, stock = excluded.stock, active = excluded.active, updated_at = excluded.updated_at`;
const UPSERT = `insert into product (${COLUMNS})
  select * from unnest($1::text[], $2::text[], $3::text[], $4::numeric[], $5::text[], $6::int[], $7::bool[], $8::timestamptz[])
  ${ON_CONFLICT}`;

export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly category: string;
  readonly price: { readonly net: number; readonly currency: string };
  readonly stock: number;
  readonly active: boolean;
  readonly updatedAt: string;
}

/** A record mapped to the target: one value per column of `COLUMNS`. */
export type Row = readonly [string, string, string, number, string, number, boolean, string];

const ajv = new Ajv2020();
formats.default(ajv);
const isValid = ajv.compile<Product>(schema);

/**
 * The least code for validation and mapping, the same for every system except the hub. @returns null when the document is invalid
 */
export function toRow(document: unknown): Row | null {
  if (!isValid(document)) return null;
  const { sku, name, category, price, stock, active, updatedAt } = document;
  return [sku, name, category, price.net, price.currency, stock, active, updatedAt];
}

/** Writes rows in as few statements as their keys allow: one upsert cannot touch a row twice, so a key's next version waits. */
export async function upsert(pool: pg.Pool, rows: readonly Row[]): Promise<void> {
  for (const wave of toWaves(rows)) {
    await pool.query({ name: 'upsert', text: UPSERT, values: toColumns(wave) });
  }
}

function toWaves(rows: readonly Row[]): Row[][] {
  const waves: Row[][] = [];
  const seen = new Map<string, number>();
  for (const row of rows) {
    const nth = seen.get(row[0]) ?? 0;
    seen.set(row[0], nth + 1);
    (waves[nth] ??= []).push(row);
  }
  return waves;
}

function toColumns(rows: readonly Row[]): unknown[][] {
  return [0, 1, 2, 3, 4, 5, 6, 7].map((column) => rows.map((row) => row[column]));
}

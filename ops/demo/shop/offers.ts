import type { RecordKind } from './records.ts';

/** How many of a product can be sold. */
export const stockKind: RecordKind = {
  check: ({ available }) =>
    isWhole(available) ? [] : ['available must be a whole number of pieces'],
  upsert: `
    insert into product (sku, available)
    select sku, available from jsonb_to_recordset($1) as r(sku text, available integer)
    order by sku
    on conflict (sku) do update set available = excluded.available, changed_at = clock_timestamp()
    returning sku, id::text, xmax = 0 as created`,
};

/** What a product costs, VAT included. */
export const priceKind: RecordKind = {
  check: ({ grossCents, currency }) => [
    ...(isWhole(grossCents) && grossCents > 0
      ? []
      : ['grossCents must be a whole number of cents, more than 0']),
    ...(currency === 'EUR' ? [] : ['currency must be EUR, the shop sells in no other']),
  ],
  upsert: `
    insert into product (sku, gross_cents)
    select sku, "grossCents" from jsonb_to_recordset($1) as r(sku text, "grossCents" integer)
    order by sku
    on conflict (sku) do update set gross_cents = excluded.gross_cents, changed_at = clock_timestamp()
    returning sku, id::text, xmax = 0 as created`,
};

/** Within the range of PostgreSQL's integer. */
function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31;
}

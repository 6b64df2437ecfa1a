import type { HeldThing, Json, JsonObject } from '../../connector-api/index.ts';
import { parseVersion } from '../../connector-api/index.ts';
import { valueAt } from '../http/answer-json.ts';
import type { FileRow } from './import-file.ts';

/**
 * Where an offer has what a column of a file writes (OF21). Other columns, and the quantity in one of several warehouses, are not
 * compared.
 */
const FIELDS: Readonly<Record<string, string>> = {
  ...{ description: 'description', 'internal-description': 'internal_description' },
  ...{ 'price-additional-info': 'price_additional_info', state: 'state_code' },
  ...{ quantity: 'quantity', 'min-quantity-alert': 'min_quantity_alert' },
  ...{ 'available-start-date': 'available_start_date', 'available-end-date': 'available_end_date' },
  ...{ 'logistic-class': 'logistic_class.code', 'leadtime-to-ship': 'leadtime_to_ship' },
  ...{ 'discount-price': 'discount.discount_price', 'discount-start-date': 'discount.start_date' },
  ...{ 'discount-end-date': 'discount.end_date' },
};

/** Compares a row with the offer that the marketplace has, in the marketplace's spelling. */
export function heldLike(row: FileRow, offer: JsonObject): Pick<HeldThing, 'now' | 'then'> {
  const now: [string, Json][] = [];
  const then: [string, Json][] = [];
  for (const [column, wanted] of Object.entries(row)) {
    const field = fieldOf(column, offer);
    if (field === undefined || (column === 'quantity' && row['warehouse-code'])) continue;
    const held = valueAt(offer, field) ?? null;
    now.push([column, held]);
    then.push([column, isSame(wanted, held) ? held : wanted]);
  }
  return { now: Object.fromEntries(now), then: Object.fromEntries(then) };
}

/** An offer with a discount has the price before it there. */
function fieldOf(column: string, offer: JsonObject): string | undefined {
  if (column !== 'price') return Object.hasOwn(FIELDS, column) ? FIELDS[column] : undefined;
  const before = 'discount.origin_price';
  return typeof valueAt(offer, before) === 'number' ? before : 'price';
}

function isSame(wanted: string, held: Json): boolean {
  if (wanted === '' || held === null) return wanted === (held ?? '');
  if (typeof held === 'number') return Number(wanted) === held;
  const time = parseVersion(wanted);
  return wanted === held || (time !== null && time === parseVersion(held));
}

import type { Json, JsonObject } from '../../connector-api/index.ts';
import {
  Failure,
  isJsonList,
  isJsonObject,
  shortened,
  shownJson,
} from '../../connector-api/index.ts';
import type { AmazonTargetOptions } from './spec.ts';

const MAX_SHOWN = 40;
/** The channel of a merchant who ships. */
const OWN_CHANNEL = 'DEFAULT';

/** Business buyers may have a price of their own. */
export const EVERYBODY = 'ALL';

/** A change of one attribute of a listing. */
export interface Change {
  readonly name: string;
  /** `merge` leaves what is not named within the attribute, such as a lead time beside a quantity. */
  readonly op: 'replace' | 'merge';
  readonly value: readonly JsonObject[];
}

type Options = AmazonTargetOptions & { readonly marketplaceId: string };

/**
 * Returns what a document changes: `price` and `quantity` stand for the usual offer and stock, every other field is an attribute
 * in the form of its product type. A value that no attribute can have is a failure of the record.
 */
export function changesOf(document: JsonObject, options: Options): readonly Change[] | Failure {
  const { sku: _, productType: __, ...fields } = document;
  const changes: Change[] = [];
  for (const [name, value] of Object.entries(fields)) {
    const change = changeOf(name, value, options);
    if (change instanceof Failure) return change;
    changes.push(change);
  }
  return changes;
}

function changeOf(name: string, value: Json, options: Options): Change | Failure {
  if (name === 'price') return offer(value, options);
  return name === 'quantity' ? stock(value) : attribute(name, value);
}

function attribute(name: string, value: Json): Change | Failure {
  if (isJsonList(value) && value.length > 0 && value.every(isJsonObject))
    return { name, op: 'replace', value };
  return refusal(
    `the attribute ${name} must be a list of objects, as [{ "value": ..., "marketplace_id": ... }], but is ${shown(value)}`,
  );
}

function offer(price: Json, { currency, marketplaceId }: Options): Change | Failure {
  const amount = numberIn(price);
  if (amount === null) return refusal(`price must be a number, but is ${shown(price)}`);
  if (currency === undefined)
    return refusal('it has a `price`, but the lane no `currency`: set it in the entry of `to`');
  const schedule = [{ value_with_tax: amount }];
  const value = {
    ...{ marketplace_id: marketplaceId, currency, audience: EVERYBODY },
    our_price: [{ schedule }],
  };
  return { name: 'purchasable_offer', op: 'merge', value: [value] };
}

function stock(quantity: Json): Change | Failure {
  const count = numberIn(quantity);
  if (count === null) return refusal(`quantity must be a number, but is ${shown(quantity)}`);
  const value = {
    fulfillment_channel_code: OWN_CHANNEL,
    // More may be sold than is there; Amazon knows no less than none.
    quantity: Math.max(0, Math.floor(count)),
  };
  return { name: 'fulfillment_availability', op: 'merge', value: [value] };
}

function numberIn(value: Json): number | null {
  const isText = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value);
  return typeof value === 'number' || isText ? Number(value) : null;
}

function shown(value: Json): string {
  return shortened(shownJson(value), MAX_SHOWN);
}

function refusal(problem: string): Failure {
  return new Failure('TARGET_REFUSED', { message: `The listing is not sent: ${problem}.` });
}

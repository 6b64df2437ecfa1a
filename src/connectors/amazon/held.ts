import type { HeldThing, Json, JsonObject } from '../../connector-api/index.ts';
import { isJsonList, isJsonObject } from '../../connector-api/index.ts';
import { fieldsLike } from '../http/read-thing.ts';
import { EVERYBODY } from './attributes.ts';

/** By these the entries of an attribute are told apart: a price per store and group of buyers, a text per language. */
const SELECTORS = ['marketplace_id', 'language_tag', 'fulfillment_channel_code'];

/** Compares attributes as they would be written with those that the listing has, entry by entry. */
export function heldAttributes(
  wanted: JsonObject,
  attributes: JsonObject,
): Pick<HeldThing, 'now' | 'then'> {
  const held = Object.entries(wanted).flatMap(([name, then]): [string, Json][] => {
    const now = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    return now === undefined ? [] : [[name, entriesLike(then, now)]];
  });
  return { now: fieldsLike(wanted, Object.fromEntries(held)), then: wanted };
}

/** The entries that would be written, in their order; all if one of them is not there. */
function entriesLike(wanted: Json, held: Json): Json {
  if (!isJsonList(wanted) || !isJsonList(held)) return held;
  const entries = wanted.map((one) => held.find((other) => isSameEntry(one, other)));
  return entries.every((entry) => entry !== undefined) ? entries : held;
}

function isSameEntry(one: Json, other: Json): boolean {
  if (!isJsonObject(one) || !isJsonObject(other)) return false;
  if ((one.audience ?? EVERYBODY) !== (other.audience ?? EVERYBODY)) return false;
  return SELECTORS.every((name) => {
    const [wanted, held] = [one[name], other[name]];
    return wanted === held || wanted === undefined || held === undefined;
  });
}

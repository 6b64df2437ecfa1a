import { isDeepStrictEqual } from 'node:util';
import type { HeldThing, Json, JsonObject } from '../../connector-api/index.ts';
import { isJsonList, isJsonObject, parseVersion } from '../../connector-api/index.ts';

/** A value that the shop holds, limited to what would be written, and the value after the write. */
interface Pair {
  readonly now: Json;
  readonly then: Json;
}

/**
 * Compares a document with the entity that the shop holds, in the shop's own spelling: it keeps times in UTC with milliseconds and
 * empty texts as null, and returns objects in a list in an order of its own (prices by currency).
 * @param associations names of the fields that are associations, whose lists a write only adds to
 */
export function heldLike(
  document: JsonObject,
  entity: JsonObject,
  associations: ReadonlySet<string>,
): Pick<HeldThing, 'now' | 'then'> {
  const now: [string, Json][] = [];
  const then: [string, Json][] = [];
  for (const [name, wanted] of Object.entries(document)) {
    const held = Object.hasOwn(entity, name) ? entity[name] : undefined;
    const pair = held === undefined ? null : pairOf(wanted, held, associations.has(name));
    if (pair) now.push([name, pair.now]);
    then.push([name, pair ? pair.then : wanted]);
  }
  return { now: Object.fromEntries(now), then: Object.fromEntries(then) };
}

function pairOf(wanted: Json, held: Json, isAddedTo = false): Pair {
  if (isSame(wanted, held)) return { now: held, then: held };
  if (isJsonObject(wanted) && isJsonObject(held)) return heldLike(wanted, held, new Set());
  if (!isJsonList(wanted) || !isJsonList(held)) return { now: held, then: wanted };
  if (!isAddedTo && wanted.length !== held.length) return { now: held, then: wanted };
  return pairsIn(wanted, held, isAddedTo);
}

function isSame(wanted: Json, held: Json): boolean {
  if (wanted === held || (wanted === '' && held === null)) return true;
  if (typeof wanted !== 'string' || typeof held !== 'string' || !SHOP_TIME.test(held)) return false;
  const [then, now] = [parseVersion(wanted), parseVersion(held)];
  return then !== null && now !== null && Math.floor(then / 1000) === Math.floor(now / 1000);
}
const SHOP_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/;

/** Pairs the items of two lists: objects with their like, wherever it is, and the others in their order. */
function pairsIn(wanted: readonly Json[], held: readonly Json[], isAddedTo: boolean): Pair {
  const rest = [...held];
  const found = wanted.map((one) => {
    const at = rest.findIndex((other) => isLike(one, other));
    return at < 0 ? undefined : rest.splice(at, 1)[0];
  });
  const pairs = wanted.map((one, nth): { now?: Json; then: Json } => {
    const other = found[nth] ?? (isAddedTo ? undefined : rest.shift());
    return other === undefined ? { then: one } : pairOf(one, other);
  });
  return {
    now: pairs.flatMap(({ now }) => (now === undefined ? [] : [now])),
    then: pairs.map(({ then }) => then),
  };
}

function isLike(wanted: Json, held: Json): boolean {
  if (!isJsonObject(wanted) || !isJsonObject(held)) return false;
  if (typeof wanted.id === 'string') return wanted.id === held.id;
  const { now, then } = heldLike(wanted, held, new Set());
  return isDeepStrictEqual(now, then);
}

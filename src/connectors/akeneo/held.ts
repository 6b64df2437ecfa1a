import type { HeldThing, Json, JsonObject } from '../../connector-api/index.ts';
import { isJsonList, isJsonObject } from '../../connector-api/index.ts';

/** A value that the PIM holds, limited to what would be written, and the value after the write. */
interface Pair {
  /** Absent: the PIM holds none. */
  readonly now?: Json;
  readonly then: Json;
}

/** They say what to do with a list, not what it holds: `add_categories`, `remove_categories`. */
const INTENT = /^(add|remove|set)_/;
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;
/** A date as the PIM returns it. */
const DAY = /^(\d{4}-\d\d-\d\d)T00:00:00[+-]\d\d:\d\d$/;
/** By these, the items of a list of objects are told apart. */
const NAMES = ['locale', 'scope', 'currency', 'uuid', 'identifier', 'attribute'];

/**
 * Compares what would be written with the thing that the PIM holds, in the PIM's own spelling: it keeps amounts with a fixed number
 * of decimals, orders lists as it likes, and empties a value by not having it. A write adds to the values of an attribute.
 */
export function heldLike(content: JsonObject, thing: JsonObject): Pick<HeldThing, 'now' | 'then'> {
  const { values, ...others } = content;
  const fields = Object.entries(others).filter(([name]) => !INTENT.test(name));
  const { now = {}, then } = objectPair(Object.fromEntries(fields), thing);
  if (!isJsonObject(values)) return { now: now as JsonObject, then: then as JsonObject };
  const held = isJsonObject(thing.values) ? thing.values : {};
  const pairs = Object.entries(values).map(([code, wanted]): [string, Pair] => {
    const given = Object.hasOwn(held, code) ? held[code] : undefined;
    // Those of a category are no lists.
    if (!isJsonList(wanted)) return [code, pairOf(wanted, given)];
    return [code, listPair(wanted, isJsonList(given) ? given : [], true)];
  });
  return {
    now: { ...(now as JsonObject), values: fieldsOf(pairs, 'now') },
    then: { ...(then as JsonObject), values: fieldsOf(pairs, 'then') },
  };
}

function pairOf(wanted: Json, held: Json | undefined): Pair {
  if (isSame(wanted, held)) return { now: held ?? wanted, then: held ?? wanted };
  if (held === undefined) return { then: wanted };
  // PHP writes an empty map as a list.
  if (isJsonObject(wanted) && isJsonList(held) && held.length === 0) return objectPair(wanted, {});
  if (isJsonObject(wanted) && isJsonObject(held)) return objectPair(wanted, held);
  if (isJsonList(wanted) && isJsonList(held)) return listPair(wanted, held, false);
  return { now: held, then: wanted };
}

function objectPair(wanted: JsonObject, held: JsonObject): Pair {
  const pairs = Object.entries(wanted).map(([name, value]): [string, Pair] => [
    name,
    pairOf(value, Object.hasOwn(held, name) ? held[name] : undefined),
  ]);
  return { now: fieldsOf(pairs, 'now'), then: fieldsOf(pairs, 'then') };
}

function fieldsOf(pairs: readonly [string, Pair][], side: keyof Pair): JsonObject {
  const fields = pairs.flatMap(([name, pair]): [string, Json][] => {
    const value = pair[side];
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(fields);
}

/** Pairs the items of two lists with their like, wherever it is. @param isAddedTo whether a write leaves the other items */
function listPair(wanted: readonly Json[], held: readonly Json[], isAddedTo: boolean): Pair {
  const rest = [...held];
  const pairs = wanted.map((one) => {
    const at = rest.findIndex((other) => isLike(one, other));
    const [found] = at < 0 ? [] : rest.splice(at, 1);
    // A value that is to be emptied, and that the PIM does not have.
    if (found === undefined && isJsonObject(one) && isEmpty(one.data))
      return { now: one, then: one };
    return pairOf(one, found);
  });
  return {
    now: [
      ...pairs.flatMap(({ now }) => (now === undefined ? [] : [now])),
      ...(isAddedTo ? [] : rest),
    ],
    then: pairs.map(({ then }) => then),
  };
}

function isLike(wanted: Json, held: Json): boolean {
  if (!isJsonObject(wanted) || !isJsonObject(held)) return isSame(wanted, held);
  const names = NAMES.filter((name) => Object.hasOwn(wanted, name));
  return names.every((name) => wanted[name] === (held[name] ?? null));
}

function isSame(wanted: Json, held: Json | undefined): boolean {
  if (wanted === held || (isEmpty(wanted) && (held === null || held === ''))) return true;
  if (!isText(wanted) || !isText(held)) return false;
  const day = DAY.exec(String(held))?.[1];
  if (day !== undefined) return String(wanted).startsWith(day);
  const number = numberIn(wanted);
  return number !== null && number === numberIn(held);
}

function isText(value: Json | undefined): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function isEmpty(value: Json | undefined): boolean {
  return value === null || value === '' || (isJsonList(value) && value.length === 0);
}

/** The shortest spelling of a number; null for another text. */
function numberIn(value: string | number): string | null {
  const text = String(value);
  if (!NUMBER.test(text)) return null;
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

import type { Json, JsonObject } from './json.ts';
import { isJsonList, isJsonObject } from './json.ts';

/** Stands for what may not be seen. */
export const MASK = '***';
/** Unlike any number that means something. */
const NUMBER_MASK = -987_654_321;
/** Shorter ones would take words apart that merely hold them. */
const SHORTEST_TEXT = 3;

/** The names on the way to a field: `address.street` or `/address/street`. Elements of arrays need no name. */
function fieldPath(text: string): readonly string[] {
  if (!text.startsWith('/')) return text.split('.');
  return text
    .slice(1)
    .split('/')
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/**
 * The document with other values in these fields. Types stay, so that a mapping still knows what to do with them. It is for
 * `harmless`; booleans are turned round, so do not show it.
 */
export function maskFields(document: JsonObject, paths: readonly string[]): JsonObject {
  return paths.reduce(
    (masked: Json, path) => maskAt(masked, fieldPath(path)),
    document,
  ) as JsonObject;
}

/** The texts and numbers that stand in these fields, longest first, to be taken out of messages that repeat them. */
export function textsIn(document: JsonObject, paths: readonly string[]): readonly string[] {
  const texts = new Set(paths.flatMap((path) => valuesAt(document, fieldPath(path))));
  return [...texts].toSorted((one, other) => other.length - one.length);
}

/** In whatever case they are repeated. */
export function withoutTexts(message: string, texts: readonly string[]): string {
  if (texts.length === 0) return message;
  const literal = texts.map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return message.replaceAll(new RegExp(literal.join('|'), 'giu'), MASK);
}

/**
 * What of `real` says nothing that `masked` does not say: `masked` was made the same way from a masked document, so whatever
 * differs between the two was made of masked fields. Without `masked` nothing is known to be harmless.
 */
export function harmless(real: JsonObject, masked: JsonObject | null): JsonObject {
  return agreed(real, masked) as JsonObject;
}

function agreed(real: Json, masked: Json | undefined | null): Json {
  if (isJsonObject(real)) {
    const other = isJsonObject(masked) ? masked : {};
    const fields = Object.entries(real).filter(
      ([name]) => masked === null || Object.hasOwn(other, name),
    );
    return Object.fromEntries(
      fields.map(([name, value]) => [name, agreed(value, masked === null ? null : other[name])]),
    );
  }
  if (isJsonList(real)) {
    const same = isJsonList(masked) && masked.length === real.length;
    return same ? real.map((value, index) => agreed(value, masked[index])) : MASK;
  }
  return real === masked ? real : MASK;
}

function maskAt(value: Json, path: readonly string[]): Json {
  if (isJsonList(value)) return value.map((one) => maskAt(one, path));
  const [name, ...rest] = path;
  if (name === undefined) return maskAll(value);
  if (!isJsonObject(value) || !Object.hasOwn(value, name)) return value;
  return { ...value, [name]: maskAt(value[name] ?? null, rest) };
}

function maskAll(value: Json): Json {
  if (isJsonList(value)) return value.map(maskAll);
  if (isJsonObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, maskAll(one)]));
  }
  if (typeof value === 'string') return MASK;
  if (typeof value === 'number') return value === NUMBER_MASK ? 0 : NUMBER_MASK;
  // Both ways of a boolean are tried then, so what comes out alike does not depend on it.
  return typeof value === 'boolean' ? !value : value;
}

function valuesAt(value: Json | undefined, path: readonly string[]): string[] {
  if (isJsonList(value)) return value.flatMap((one) => valuesAt(one, path));
  const [name, ...rest] = path;
  if (isJsonObject(value)) {
    if (name !== undefined) return Object.hasOwn(value, name) ? valuesAt(value[name], rest) : [];
    return Object.values(value).flatMap((one) => valuesAt(one, []));
  }
  if (name !== undefined || (typeof value !== 'string' && typeof value !== 'number')) return [];
  return String(value).length >= SHORTEST_TEXT ? [String(value)] : [];
}

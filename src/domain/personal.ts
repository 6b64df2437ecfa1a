import type { Json, JsonObject } from './json.ts';
import { isJsonList, isJsonObject } from './json.ts';
import { maskCut } from './shortened.ts';

/** Replaces hidden values. */
export const MASK = '***';
/** A number that real data is unlikely to contain. */
const NUMBER_MASK = -987_654_321;
/** Shorter texts would also match inside unrelated words. */
const SHORTEST_TEXT = 3;
/** Longer texts are looked for as they are written, in capital and small letters. */
const LONGEST_EXPRESSION = 1_000;

/** Splits the path of a field, `address.street` or `/address/street`, into names. Array elements need no name. */
function fieldPath(text: string): readonly string[] {
  if (!text.startsWith('/')) return text.split('.');
  return text
    .slice(1)
    .split('/')
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/**
 * Returns the document with other values in these fields. Types stay the same, so that a mapping can still process it. Only meant
 * for `harmless`: do not show it, since booleans are merely inverted.
 */
export function maskFields(document: JsonObject, paths: readonly string[]): JsonObject {
  return paths.reduce(
    (masked: Json, path) => maskAt(masked, fieldPath(path)),
    document,
  ) as JsonObject;
}

/** Returns the texts and numbers in these fields, longest first, so that messages that repeat them can be cleaned. */
export function textsIn(document: JsonObject, paths: readonly string[]): readonly string[] {
  const texts = new Set(paths.flatMap((path) => valuesAt(document, fieldPath(path))));
  return [...texts].toSorted((one, other) => other.length - one.length);
}

/**
 * Masks these texts in a message, also as JSON and addresses spell them, ignoring case, and their beginnings where the
 * message was cut.
 */
export function withoutTexts(message: string, texts: readonly string[]): string {
  const spelled = [...new Set(texts.flatMap(spellings))];
  const masked = spelled.reduce(withoutText, message);
  return maskCut(masked, spelled, { mask: MASK, shortest: SHORTEST_TEXT });
}

/** Systems repeat the addresses that they were called at, in which a search or a key is encoded. */
function spellings(text: string): readonly string[] {
  const known = text.toWellFormed();
  const parameter = String(new URLSearchParams({ '': known })).slice('='.length);
  const addressed = [encodeURIComponent(known), encodeURI(known), parameter];
  return [JSON.stringify(text).slice(1, -1), ...addressed, text];
}

function withoutText(message: string, text: string): string {
  if (text.length > message.length) return message;
  // Expressions of some ten thousand characters cannot be compiled.
  if (text.length > LONGEST_EXPRESSION) return message.replaceAll(text, MASK);
  const literal = text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return message.replaceAll(new RegExp(literal, 'giu'), MASK);
}

/**
 * Returns `real`, masking whatever differs from `masked`. `masked` was made the same way from a masked document, so what differs
 * comes from masked fields. Without `masked` nothing is known to be harmless.
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
  // Both values of a boolean are tried this way, so what is equal in both results does not depend on it.
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

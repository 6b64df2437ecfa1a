import canonicalize from 'canonicalize';
import type { JsonObject } from './json.ts';

/** The one text of an object that RFC 8785 allows, so that equal content has equal hashes. */
export function canonicalJson(value: JsonObject): string {
  const text = canonicalize(value);
  if (text !== undefined) return text;
  throw new TypeError('Not a JSON object.');
}

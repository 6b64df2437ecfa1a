import canonicalize from 'canonicalize';
import type { JsonObject } from './json.ts';

/** Returns the canonical text of an object (RFC 8785), so that equal content has equal hashes. */
export function canonicalJson(value: JsonObject): string {
  const text = canonicalize(value);
  if (text !== undefined) return text;
  throw new TypeError('Not a JSON object.');
}

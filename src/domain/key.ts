import type { Json } from './json.ts';
import { isStorable } from './storable.ts';

/** Limited because keys are indexed. */
export const MAX_KEY_BYTES = 1024;
/** Ids of targets are indexed too; PostgreSQL refuses index entries above about 2,700 bytes. */
export const MAX_EXTERNAL_ID_BYTES = 2_600;

/** Whether a text can be a record's key: 1 to 1,024 bytes that the hub can store. */
export function isKey(text: string): boolean {
  return fits(text, MAX_KEY_BYTES);
}

/** Returns the key that a field of a record holds, as text; null when that is none. */
export function keyIn(value: Json | undefined): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  // JavaScript has rounded it: things with different keys would become one.
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) return null;
  const key = String(value);
  return isKey(key) ? key : null;
}

/** Returns why a field of a record holds no key, for the end of a sentence: `is missing`. Shows nothing of the value. */
export function keyProblem(value: Json | undefined): string {
  if (value === undefined) return 'is missing';
  if (value === null) return 'is null';
  if (value === '') return 'is empty';
  if (typeof value === 'number') return 'is a number of 2^53 or more, which must be sent as text';
  if (typeof value !== 'string') return 'is neither text nor a number';
  return isStorable(value) ? `is longer than ${MAX_KEY_BYTES} bytes` : 'is not valid Unicode';
}

/** Whether a text can be the id of a thing in a target: 1 to 2,600 bytes that the hub can store. */
export function isExternalId(text: string): boolean {
  return fits(text, MAX_EXTERNAL_ID_BYTES);
}

function fits(text: string, bytes: number): boolean {
  // A UTF-16 code unit takes at most three bytes, so short texts need no counting.
  const isShort = text.length * 3 <= bytes || Buffer.byteLength(text) <= bytes;
  return text !== '' && isShort && isStorable(text);
}

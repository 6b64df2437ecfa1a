import { invalidRequest } from './invalid-request.ts';

/** Reads a number within its bounds; 0 means the default. @throws Failure INVALID_REQUEST */
export function readSize(
  field: string,
  value: number,
  { usual, most }: { readonly usual: number; readonly most: number },
): number {
  if (value >= 0 && value <= most) return value || usual;
  throw invalidRequest(field, `takes 0 to ${most}`);
}

const MAX_ID_BYTES = 1_024;

/**
 * Reads an id or a key. It must not contain NUL, which none of the hub's systems can store and for which PostgreSQL
 * refuses the whole query.
 * @throws Failure INVALID_REQUEST
 */
export function requireText(field: string, text: string | undefined): string {
  if (text && Buffer.byteLength(text) <= MAX_ID_BYTES && !text.includes('\0')) return text;
  throw invalidRequest(field, `must hold 1 to ${MAX_ID_BYTES} bytes of text`);
}

/** Whether a text can be the id of a dead letter or run, or a master key. Longer numbers are not exact in JavaScript. */
export function isId(text: string): boolean {
  return /^\d{1,15}$/.test(text);
}

import { invalidRequest } from './invalid-request.ts';

/** A number within its bounds; 0 stands for the usual one. @throws Failure INVALID_REQUEST */
export function readSize(
  field: string,
  value: number,
  { usual, most }: { readonly usual: number; readonly most: number },
): number {
  if (value >= 0 && value <= most) return value || usual;
  throw invalidRequest(field, `takes 0 to ${most}`);
}

const MAX_ID_BYTES = 1_024;

/** An id or a key. NUL can be stored by no system of this hub, and PostgreSQL refuses the whole question. @throws Failure INVALID_REQUEST */
export function requireText(field: string, text: string | undefined): string {
  if (text && Buffer.byteLength(text) <= MAX_ID_BYTES && !text.includes('\0')) return text;
  throw invalidRequest(field, `must hold 1 to ${MAX_ID_BYTES} bytes of text`);
}

/** Ids of dead letters, runs and master keys. */
export function isId(text: string): boolean {
  return /^\d{1,18}$/.test(text);
}

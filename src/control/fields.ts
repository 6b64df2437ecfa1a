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

/** Ids of dead letters, runs and master keys. */
export function isId(text: string): boolean {
  return /^\d{1,18}$/.test(text);
}

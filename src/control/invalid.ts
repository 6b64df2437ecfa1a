import { Failure } from '../domain/index.ts';

/** @param rule what the field takes, following its name in the sentence */
export function invalid(field: string, rule: string): Failure {
  return new Failure('INVALID_REQUEST', { message: `Field "${field}" ${rule}.` });
}

/** A number within its bounds; 0 stands for the default. @throws Failure INVALID_REQUEST */
export function readSize(
  field: string,
  value: number,
  { usual, most }: { readonly usual: number; readonly most: number },
): number {
  if (value >= 0 && value <= most) return value || usual;
  throw invalid(field, `takes 0 to ${most}`);
}

/** Ids of dead letters, runs and master keys. */
export function isId(text: string): boolean {
  return /^\d{1,18}$/.test(text);
}

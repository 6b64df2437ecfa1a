/** A thing in a shop. */
export type Thing = Record<string, unknown> & { readonly id: string };

export function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export interface Mistake {
  readonly field: readonly string[];
  readonly message: string;
  readonly code?: string;
}

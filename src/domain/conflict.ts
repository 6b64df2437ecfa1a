import type { Json } from './json.ts';

/** Both sides of a two-way flow changed one field since they agreed on it, and a rule decided. */
export interface FieldConflict {
  readonly id: string;
  readonly metAtMs: number;
  readonly flow: string;
  readonly masterKey: string;
  /** The thing's key in the source of the lane that met it. */
  readonly key: string;
  /** As the flow's first side calls it. */
  readonly field: string;
  readonly values: { readonly a: Json; readonly b: Json };
  readonly winner: 'a' | 'b';
}

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
  /** The first side first. */
  readonly sides: readonly ConflictSide[];
}

export interface ConflictSide {
  readonly connector: string;
  readonly value: Json;
  readonly won: boolean;
}

/** A page of conflicts, newest first. */
export interface ConflictPage {
  readonly conflicts: readonly FieldConflict[];
  /** The id in front of which the next page begins; null when there is none. */
  readonly next: string | null;
}

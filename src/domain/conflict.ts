import type { Json } from './json.ts';

/** A field that both sides of a two-way flow changed since they last agreed on it. A rule decided which side wins. */
export interface FieldConflict {
  readonly id: string;
  readonly metAtMs: number;
  readonly flow: string;
  readonly masterKey: string;
  /** The thing's key in the source of the lane that found the conflict. */
  readonly key: string;
  /** The field's name on the flow's first side. */
  readonly field: string;
  /** The flow's first side comes first. */
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
  /** The next page begins before this id; null on the last page. */
  readonly next: string | null;
}

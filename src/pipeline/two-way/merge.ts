import type { Json, JsonObject, Version } from '../../domain/index.ts';
import { same } from './same.ts';

/** The two sides of a flow; which system is `a` is settled by the order of the configuration. */
export type Side = 'a' | 'b';

export type ConflictRule = 'last-writer' | 'owner-wins';

/** One fact that both sides keep. */
export interface SharedField {
  /** What each side calls it. */
  readonly names: Readonly<Record<Side, string>>;
  /** Whose word counts when both changed it; null under `last-writer`. */
  readonly owner: Side | null;
}

/** What the hub knows of one side of a thing. */
export interface SideState {
  /** The shared fields as the side holds them, by its own names: what was read from it or written into it last. */
  readonly held: JsonObject;
  /** The version that was read last; null when nothing was read yet. */
  readonly version: Version | null;
  /** Whether the hub wrote what it holds. */
  readonly written: boolean;
  /**
   * When a person edited what the hub wrote here, as the other side told it; only among last writers, where versions of both
   * sides are times. Absent: `version` says it.
   */
  readonly since?: Version;
  /** The same for single fields, by the side's own names: kept of merged things, whose edits come by several keys. */
  readonly edited?: EditTimes;
  /** Hash of what this side tells besides shared fields. */
  readonly rest: string;
  /** A write of which nobody knew whether it took place when its thing was merged or split. */
  readonly unsettled?: UnsettledWrite;
}

export type EditTimes = Readonly<Record<string, Version>>;

export interface UnsettledWrite {
  /** The idempotency key of its delivery. */
  readonly name: string;
  /** What the side becomes if it took place. */
  readonly whenHeld: SideState;
}

/** What records hold under keys that gave way to another key of their side, by these keys. */
export type FormerStates = Readonly<Record<Side, Readonly<Record<string, SideState>>>>;

/** One thing of a two-way flow. */
export interface TwoWayState {
  readonly a: SideState | null;
  readonly b: SideState | null;
  /** Each shared field as both sides held it when they last agreed on it, by the side's own names. */
  readonly agreed: Readonly<Record<Side, JsonObject>>;
  /** Absent where none gave way. */
  readonly former?: FormerStates;
  /** The flow knows only what gave way. Without it, a thing that neither side has was deleted on both. */
  readonly isUnmet?: true;
}

/** What is known of a thing that the flow has not met yet. */
export const neverMet: TwoWayState = { a: null, b: null, agreed: { a: {}, b: {} } };

/** What is remembered of a thing that was deleted on both sides. */
export const gone: TwoWayState = { ...neverMet };

/** Whether it is known, and was deleted on both sides. */
export function isGone(state: TwoWayState): boolean {
  return state !== neverMet && !state.isUnmet && state.a === null && state.b === null;
}

/** When a side was edited last by a person; null when nobody knows. */
export function editedAt(side: SideState | null): Version | null {
  return side?.since ?? side?.version ?? null;
}

/** Both sides changed one field since they agreed, to different values. */
export interface Conflict {
  /** As side `a` calls it. */
  readonly field: string;
  readonly values: Readonly<Record<Side, Json>>;
  readonly winner: Side;
}

export interface MergeRequest {
  readonly shared: readonly SharedField[];
  /** Those that are to be decided; the others stay as both sides have them. Absent: all. */
  readonly only?: readonly SharedField[];
  readonly rule: ConflictRule;
  readonly agreed: TwoWayState['agreed'];
  /** What each side holds now; null for a side where the thing is not. */
  readonly held: Readonly<Record<Side, JsonObject | null>>;
  /** When each side wrote it; null where nobody knows. */
  readonly versions: Readonly<Record<Side, Version | null>>;
  /** When single fields were, where that is known. */
  readonly edited?: Readonly<Record<Side, EditTimes>>;
}

export interface Merged {
  /** Whose value counts, for each shared field in order; `both` where they hold the same. */
  readonly winners: readonly (Side | 'both')[];
  readonly conflicts: readonly Conflict[];
  /** A conflict could not be decided, since nobody knows yet when one side wrote its value. */
  readonly undecided: boolean;
}

/** Decides field by field what both sides are to hold. Who changed a field since they agreed on it, is followed. */
export function merge(request: MergeRequest): Merged {
  const conflicts: Conflict[] = [];
  let undecided = false;
  const winners = request.shared.map((field): Side | 'both' => {
    const { a, b } = request.held;
    if (a === null || b === null) return a === null ? 'b' : 'a';
    if (request.only?.includes(field) === false) return 'both';
    const values = { a: a[field.names.a] ?? null, b: b[field.names.b] ?? null };
    if (same(values.a, values.b)) return 'both';
    const changed = {
      a: !holds(request.agreed.a, field.names.a, values.a),
      b: !holds(request.agreed.b, field.names.b, values.b),
    };
    // Neither: they agreed on spellings that differ.
    if (!changed.a && !changed.b) return 'both';
    if (!changed.a || !changed.b) return changed.a ? 'a' : 'b';
    const winner = request.rule === 'owner-wins' ? field.owner : later(request, field);
    if (winner === null) {
      undecided = true;
      return 'both';
    }
    conflicts.push({ field: field.names.a, values, winner });
    return winner;
  });
  return { winners, conflicts, undecided };
}

/** The side that wrote last; of two at one moment side `a`, so that both lanes decide alike. */
function later({ versions, edited }: MergeRequest, { names }: SharedField): Side | null {
  const a = edited?.a[names.a] ?? versions.a;
  const b = edited?.b[names.b] ?? versions.b;
  if (a === null || b === null) return null;
  return b > a ? 'b' : 'a';
}

function holds(agreed: JsonObject, name: string, value: Json): boolean {
  return name in agreed && same(agreed[name], value);
}

export function otherSide(side: Side): Side {
  return side === 'a' ? 'b' : 'a';
}

import type { Json, JsonObject, Version } from '../../domain/index.ts';
import { same } from './same.ts';

/** The two sides of a flow; the order of the configuration determines which system is `a`. */
export type Side = 'a' | 'b';

export type ConflictRule = 'last-writer' | 'owner-wins';

/** A field that both sides hold. */
export interface SharedField {
  /** Its name on each side. */
  readonly names: Readonly<Record<Side, string>>;
  /** The side whose value counts when both changed it; null under `last-writer`. */
  readonly owner: Side | null;
}

/** What the hub knows of one side of a thing. */
export interface SideState {
  /** The shared fields as the side holds them, by its own names: what was read from it or written into it last. */
  readonly held: JsonObject;
  /** The version that was read last; null before the first read. */
  readonly version: Version | null;
  /** Whether the hub wrote what the side holds. */
  readonly written: boolean;
  /**
   * When the content that the hub wrote here was edited, according to the other side. Only under `last-writer`, where the
   * versions of both sides are times. Absent: `version` is the time.
   */
  readonly since?: Version;
  /** The same per field, by the side's own names. Kept only for merged things, whose edits arrive under several keys. */
  readonly edited?: EditTimes;
  /** Hash of the fields that only this side writes. */
  readonly rest: string;
  /** A write whose outcome was unknown when its thing was merged or split. */
  readonly unsettled?: UnsettledWrite;
}

export type EditTimes = Readonly<Record<string, Version>>;

export interface UnsettledWrite {
  /** The idempotency key of its delivery. */
  readonly name: string;
  /** The side's state if the write took place. */
  readonly whenHeld: SideState;
}

/** The records whose keys gave way to another key of their side, by key. */
export type FormerStates = Readonly<Record<Side, Readonly<Record<string, SideState>>>>;

/** One thing of a two-way flow. */
export interface TwoWayState {
  readonly a: SideState | null;
  readonly b: SideState | null;
  /** Each shared field as both sides held it when they last agreed on it, by the side's own names. */
  readonly agreed: Readonly<Record<Side, JsonObject>>;
  /** Absent if no key gave way. */
  readonly former?: FormerStates;
  /** Set if the flow knows only records that gave way. If absent, a thing that neither side has was deleted on both. */
  readonly isUnmet?: true;
}

/** The state of a thing that the flow has not met yet. */
export const neverMet: TwoWayState = { a: null, b: null, agreed: { a: {}, b: {} } };

/** The state of a thing that was deleted on both sides. */
export const gone: TwoWayState = { ...neverMet };

/** Whether the thing is known and was deleted on both sides. */
export function isGone(state: TwoWayState): boolean {
  return state !== neverMet && !state.isUnmet && state.a === null && state.b === null;
}

/** Returns when a person last edited the side; null when unknown. */
export function editedAt(side: SideState | null): Version | null {
  return side?.since ?? side?.version ?? null;
}

/** A field that both sides changed to different values since they last agreed on it. */
export interface Conflict {
  /** Its name on side `a`. */
  readonly field: string;
  readonly values: Readonly<Record<Side, Json>>;
  readonly winner: Side;
}

export interface MergeRequest {
  readonly shared: readonly SharedField[];
  /** The fields to decide; each side keeps its value of the others. Absent: all. */
  readonly only?: readonly SharedField[];
  readonly rule: ConflictRule;
  readonly agreed: TwoWayState['agreed'];
  /** What each side holds now; null for a side that does not have the thing. */
  readonly held: Readonly<Record<Side, JsonObject | null>>;
  /** When each side was last edited; null when unknown. */
  readonly versions: Readonly<Record<Side, Version | null>>;
  /** The same per field, where known. */
  readonly edited?: Readonly<Record<Side, EditTimes>>;
}

export interface Merged {
  /** The side whose value counts, for each shared field in order; `both` where each side keeps its own. */
  readonly winners: readonly (Side | 'both')[];
  readonly conflicts: readonly Conflict[];
  /** Whether a conflict could not be decided because it is not known yet when one side wrote its value. */
  readonly undecided: boolean;
}

/** Decides field by field what both sides should hold. If only one side changed a field since they agreed on it, its value wins. */
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
    // Neither changed: each side spells the agreed value in its own way.
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

/** Returns the side that wrote last; `a` if the times are equal, so that both lanes decide alike; null if a time is unknown. */
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

import type {
  AppliedFate,
  LinkedId,
  RelinkedFlow,
  RelinkedLane,
  Version,
} from '../../domain/index.ts';
import type { Remembered, Side } from '../../pipeline/index.ts';
import type { EndpointName } from '../endpoints.ts';

/** An id of a thing, as `link` holds it. */
export interface ThingId extends LinkedId {
  readonly endpointId: number;
  /** Whether another id of its endpoint stays in its place; null where nothing was ever merged or split. */
  readonly gaveWay: boolean | null;
  /** A lane delivers to its endpoint. */
  readonly isTarget: boolean;
}

/** What one lane has applied to a thing. */
export interface AppliedRow {
  readonly laneId: number;
  readonly lane: string;
  readonly identityId: number;
  readonly targetId: number;
  readonly version: Version;
  readonly seq: number;
  readonly hash: string;
  readonly externalId: string;
}

/** All that the store holds of a thing by its master key. */
export interface Thing {
  readonly masterKey: string;
  readonly ids: readonly ThingId[];
  readonly applied: readonly AppliedRow[];
  /** What both sides hold, by two-way flow. */
  readonly states: ReadonlyMap<string, Remembered>;
}

/** One side of a two-way flow. */
export interface FlowSide {
  /** Where the side's ids are, the surest first: what the lane to it writes under, then the key space of its stream. */
  readonly endpoints: readonly EndpointName[];
  /** The lane that reads it. */
  readonly lane: string;
  readonly laneId: number;
}

export interface FlowPlace {
  readonly flow: string;
  readonly sides: Readonly<Record<Side, FlowSide>>;
}

/** What becomes of what a lane applied; `next` is decided by whoever knows the log. */
export interface LaneFate extends RelinkedLane {
  readonly laneId: number;
  readonly fate: Exclude<AppliedFate, 'next'>;
}

/** The things as they are to be, and what that means. */
export interface RelinkPlan {
  readonly things: readonly Thing[];
  readonly lanes: readonly LaneFate[];
  readonly flows: readonly RelinkedFlow[];
}

/** Ids under which the hub writes in an endpoint: one, unless a system gave its record a new one. */
export function idsIn(ids: readonly ThingId[], endpointId: number): readonly ThingId[] {
  return ids.filter((id) => id.endpointId === endpointId && id.gaveWay !== true);
}

export function isSameId(one: LinkedId, other: LinkedId): boolean {
  return (
    one.connector === other.connector &&
    one.entity === other.entity &&
    one.externalId === other.externalId
  );
}

/** The side's ids, by the first of its endpoints that has some. */
export function idsOfSide(ids: readonly ThingId[], { endpoints }: FlowSide): readonly ThingId[] {
  for (const { connector, entity } of endpoints) {
    const found = ids.filter((id) => id.connector === connector && id.entity === entity);
    if (found.length > 0) return found;
  }
  return [];
}

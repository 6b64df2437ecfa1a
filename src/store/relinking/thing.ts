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
  /** Whether it gave way to another id of its endpoint; null if it was never part of a merge or split. */
  readonly gaveWay: boolean | null;
  /** Whether a lane delivers to its endpoint. */
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

/** All that the store holds of a thing under its master key. */
export interface Thing {
  readonly masterKey: string;
  readonly ids: readonly ThingId[];
  readonly applied: readonly AppliedRow[];
  /** What each two-way flow remembers of the thing, by flow. */
  readonly states: ReadonlyMap<string, Remembered>;
}

/** One side of a two-way flow. */
export interface FlowSide {
  /** Where the side's ids are, most reliable first: the endpoint that the lane to it writes to, then the key space of its stream. */
  readonly endpoints: readonly EndpointName[];
  /** The lane that reads it. */
  readonly lane: string;
  readonly laneId: number;
}

export interface FlowPlace {
  readonly flow: string;
  readonly sides: Readonly<Record<Side, FlowSide>>;
}

/** What becomes of a lane's applied version; `next` is decided by the caller, who knows the log. */
export interface LaneFate extends RelinkedLane {
  readonly laneId: number;
  readonly fate: Exclude<AppliedFate, 'next'>;
}

/** The things after the change, and what happens to their lanes and flows. */
export interface RelinkPlan {
  readonly things: readonly Thing[];
  readonly lanes: readonly LaneFate[];
  readonly flows: readonly RelinkedFlow[];
}

/** Returns the ids under which the hub writes in an endpoint: one, unless a system gave its record a new id. */
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

/** Returns the side's ids, from the first of its endpoints that has any. */
export function idsOfSide(ids: readonly ThingId[], { endpoints }: FlowSide): readonly ThingId[] {
  for (const { connector, entity } of endpoints) {
    const found = ids.filter((id) => id.connector === connector && id.entity === entity);
    if (found.length > 0) return found;
  }
  return [];
}

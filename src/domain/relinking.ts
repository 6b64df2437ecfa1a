import type { Version } from './version.ts';
import type { KnownId, LinkedId } from './whereabouts.ts';

/** An order to make two things one. */
export interface MergeOrder {
  readonly kind: 'merge';
  /** An id of the thing whose master key stays. */
  readonly record: LinkedId;
  /** An id of the thing that becomes part of it. */
  readonly other: LinkedId;
  /** Where both have an id in one system, the ids under which the hub continues to write. */
  readonly stays: readonly LinkedId[];
}

/** An order to take ids out of their thing; together they become a new thing. */
export interface SplitOrder {
  readonly kind: 'split';
  /** At least one, all of one thing. */
  readonly ids: readonly LinkedId[];
  /** As for a merge, for systems where the id under which the hub wrote goes to the other part. */
  readonly stays: readonly LinkedId[];
}

export type RelinkOrder = MergeOrder | SplitOrder;

/**
 * What happens to the version that a lane has applied to a thing.
 * - `kept`: it still counts.
 * - `again`: the target's record is a different one now, or holds the other thing's content. The newest record is delivered again
 *   at once.
 * - `next`: the same, but there is no record to deliver now, or the lane takes events: the next record is delivered.
 * - `new`: it no longer counts: the next record is delivered as a new thing, matched or created.
 * - `given-up`: the other thing's version is newer and counts instead.
 */
export type AppliedFate = 'kept' | 'again' | 'next' | 'new' | 'given-up';

/**
 * What happens to the state that a two-way flow keeps of both sides of a thing.
 * - `kept`: it still counts.
 * - `joined`: the two sides come from different things. Where they differ, the flow's conflict rule decides.
 * - `parted`: the sides are two things now and have no common state.
 */
export type FlowFate = 'kept' | 'joined' | 'parted';

export interface RelinkedThing {
  /** Empty in a preview for a thing that would be new. */
  readonly masterKey: string;
  readonly ids: readonly KnownId[];
}

export interface RelinkedLane {
  readonly lane: string;
  /** As in `RelinkedThing`; for `given-up`, the thing to which the version was applied. */
  readonly masterKey: string;
  readonly fate: AppliedFate;
  /** The version that was applied; null where none was. */
  readonly version: Version | null;
}

export interface RelinkedFlow {
  readonly flow: string;
  readonly masterKey: string;
  readonly fate: FlowFate;
}

/** What a merge or split has changed, or would change. */
export interface Relinked {
  /** The resulting things: first the one that keeps its master key, then, for a split, the new one. */
  readonly things: readonly RelinkedThing[];
  readonly lanes: readonly RelinkedLane[];
  readonly flows: readonly RelinkedFlow[];
  /** The number of recorded conflicts that now belong to another thing. */
  readonly conflicts: number;
}

/** Formats an id as people write it. */
export function idText({ connector, entity, externalId }: LinkedId): string {
  return [connector, entity, externalId].filter((part) => part !== '').join('/');
}

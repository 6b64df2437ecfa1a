import type { Version } from './version.ts';
import type { KnownId, LinkedId } from './whereabouts.ts';

/** Orders that two things become one. */
export interface MergeOrder {
  readonly kind: 'merge';
  /** An id of the thing whose master key stays. */
  readonly record: LinkedId;
  /** An id of the thing that becomes part of it. */
  readonly other: LinkedId;
  /** Where both have an id in one system: those under which the hub goes on writing. */
  readonly stays: readonly LinkedId[];
}

/** Orders that ids leave their thing, and become a thing of their own together. */
export interface SplitOrder {
  readonly kind: 'split';
  /** At least one, all of one thing. */
  readonly ids: readonly LinkedId[];
  /** As for a merge, where the id under which the hub wrote goes to the other part. */
  readonly stays: readonly LinkedId[];
}

export type RelinkOrder = MergeOrder | SplitOrder;

/**
 * What becomes of what a lane has applied to a thing.
 * - `kept`: it counts as before.
 * - `again`: the target's record is another one now, or holds what the other thing said. The newest record is delivered again at once.
 * - `next`: the same, but there is no record to deliver now, or the lane takes events: the next one is.
 * - `new`: nothing is known of it any more: the next record is delivered as a new thing, matched or created.
 * - `given-up`: the other thing's version is newer, and counts.
 */
export type AppliedFate = 'kept' | 'again' | 'next' | 'new' | 'given-up';

/**
 * What becomes of what a two-way flow knows of both sides of a thing.
 * - `kept`: it counts as before.
 * - `joined`: each side comes from another thing. Where they differ, the flow's rule for conflicts decides.
 * - `parted`: the sides are two things now, and have nothing agreed on.
 */
export type FlowFate = 'kept' | 'joined' | 'parted';

export interface RelinkedThing {
  /** Empty in a preview, for a thing that would be new. */
  readonly masterKey: string;
  readonly ids: readonly KnownId[];
}

export interface RelinkedLane {
  readonly lane: string;
  /** As in `RelinkedThing`; of what is given up, the thing that it was applied to. */
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

/** What a merge or a split has changed, or would. */
export interface Relinked {
  /** The things afterwards: first the one that keeps its master key, of a split then the new one. */
  readonly things: readonly RelinkedThing[];
  readonly lanes: readonly RelinkedLane[];
  readonly flows: readonly RelinkedFlow[];
  /** Conflicts that were met and are another thing's now. */
  readonly conflicts: number;
}

/** An id as people write it. */
export function idText({ connector, entity, externalId }: LinkedId): string {
  return [connector, entity, externalId].filter((part) => part !== '').join('/');
}

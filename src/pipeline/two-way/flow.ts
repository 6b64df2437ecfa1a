import type { Target } from '../../connector-api/index.ts';
import type { Conflict, ConflictRule, SharedField, Side, TwoWayState } from './merge.ts';
import type { Intent, Remembered } from './unsettled.ts';

/** The methods of a target that tell what a side holds. */
export type TwoWayTarget = Pick<Target, 'peek' | 'lastWrites'>;

/** A two-way flow as one of its two lanes sees it. */
export interface TwoWayFlow {
  readonly name: string;
  /** The side that this lane reads; it delivers to the other. */
  readonly side: Side;
  readonly shared: readonly SharedField[];
  readonly rule: ConflictRule;
  /** Whether a key means the same thing on both sides. If so, a thing that both hold is one thing without a match. */
  readonly sharesKeys: boolean;
  /** The field that marks deleted things on the side that this lane reads; null where that side removes them. */
  readonly deleted: string | null;
  /** Waits until no other lane of the flow is working on a batch. @returns a function that lets the next lane in */
  enter(signal: AbortSignal): Promise<() => void>;
  /** The side that this lane reads, as the target of the lane back. */
  targetBack(): TwoWayTarget;
  /** Returns what is known of these things, by master key; things never met are left out. */
  load(masterKeys: readonly string[]): Promise<ReadonlyMap<string, Remembered>>;
  /** Notes durably what is about to be written, by master key. A note replaces the earlier one. */
  intend(writes: ReadonlyMap<string, Intended>): Promise<void>;
}

export interface Intended extends Intent {
  /** The state to remember until it is known whether the write took place. */
  readonly state: TwoWayState;
}

/** What a batch changes in the memory of its flow; written in the transaction that settles the batch. */
export interface TwoWaySettlement {
  readonly flow: string;
  readonly states: ReadonlyMap<string, TwoWayState>;
  /** Master keys of things whose noted write may or may not have taken place. */
  readonly inDoubt: ReadonlySet<string>;
  readonly conflicts: readonly ThingConflict[];
}

export interface ThingConflict extends Conflict {
  readonly masterKey: string;
  /** The thing's key in the source of the lane that found the conflict. */
  readonly key: string;
}

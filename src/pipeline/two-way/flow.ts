import type { Target } from '../../connector-api/index.ts';
import type { Conflict, ConflictRule, SharedField, Side, TwoWayState } from './merge.ts';
import type { Intent, Remembered } from './unsettled.ts';

/** What a side is asked. */
export type TwoWayTarget = Pick<Target, 'peek' | 'lastWrites'>;

/** A two-way flow as one of its two lanes sees it. */
export interface TwoWayFlow {
  readonly name: string;
  /** The side that this lane reads; it delivers to the other. */
  readonly side: Side;
  readonly shared: readonly SharedField[];
  readonly rule: ConflictRule;
  /** Whether a key means the same thing on both sides, so that a thing which both hold becomes one without being matched. */
  readonly sharesKeys: boolean;
  /** The field by which the side that this lane reads marks what is gone; null where its things go. */
  readonly deleted: string | null;
  /** Waits until no other lane of the flow is at work on a batch. @returns what lets the next one in */
  enter(signal: AbortSignal): Promise<() => void>;
  /** The side that this lane reads, as the target of the lane back. */
  targetBack(): TwoWayTarget;
  /** What is known of these things, by master key; those never met are left out. */
  load(masterKeys: readonly string[]): Promise<ReadonlyMap<string, Remembered>>;
  /** Notes durably what is about to be written, by master key, in place of an earlier note; `state` is known until then. */
  intend(writes: ReadonlyMap<string, Intended>): Promise<void>;
}

export interface Intended extends Intent {
  /** What is remembered while nobody knows whether the write took place. */
  readonly state: TwoWayState;
}

/** What a batch changes in the memory of its flow, written with its settlement. */
export interface TwoWaySettlement {
  readonly flow: string;
  readonly states: ReadonlyMap<string, TwoWayState>;
  /** Master keys of those whose write, noted before, may have taken place or not. */
  readonly inDoubt: ReadonlySet<string>;
  readonly conflicts: readonly ThingConflict[];
}

export interface ThingConflict extends Conflict {
  readonly masterKey: string;
  /** The thing's key in the source of the lane that met it. */
  readonly key: string;
}

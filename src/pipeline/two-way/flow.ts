import type { HeldThing, PeekRequest } from '../../connector-api/index.ts';
import type { Conflict, ConflictRule, SharedField, Side, TwoWayState } from './merge.ts';

/** A two-way flow as one of its two lanes sees it. */
export interface TwoWayFlow {
  readonly name: string;
  /** The side that this lane reads; it delivers to the other. */
  readonly side: Side;
  readonly shared: readonly SharedField[];
  readonly rule: ConflictRule;
  /** Whether a key means the same thing on both sides, so that a thing which both hold becomes one without being matched. */
  readonly sharesKeys: boolean;
  /** Waits until no other lane of the flow is at work on a batch. @returns what lets the next one in */
  enter(signal: AbortSignal): Promise<() => void>;
  /** Asks the side that this lane reads what it holds now: the lane back writes there. Throws as `Target.peek`. */
  peekBack(request: PeekRequest): Promise<readonly (HeldThing | null)[]>;
  /** What is known of these things, by master key; those never met are left out. */
  load(masterKeys: readonly string[]): Promise<ReadonlyMap<string, TwoWayState>>;
}

/** What a batch changes in the memory of its flow, written with its settlement. */
export interface TwoWaySettlement {
  readonly flow: string;
  readonly states: ReadonlyMap<string, TwoWayState>;
  readonly conflicts: readonly ThingConflict[];
}

export interface ThingConflict extends Conflict {
  readonly masterKey: string;
  /** The thing's key in the source of the lane that met it. */
  readonly key: string;
}

// Original file: proto/stellwerk/control/v1/relinking.proto

import type { RelinkedRecord as _stellwerk_control_v1_RelinkedRecord, RelinkedRecord__Output as _stellwerk_control_v1_RelinkedRecord__Output } from '../../../stellwerk/control/v1/RelinkedRecord.ts';
import type { RelinkedLane as _stellwerk_control_v1_RelinkedLane, RelinkedLane__Output as _stellwerk_control_v1_RelinkedLane__Output } from '../../../stellwerk/control/v1/RelinkedLane.ts';
import type { RelinkedFlow as _stellwerk_control_v1_RelinkedFlow, RelinkedFlow__Output as _stellwerk_control_v1_RelinkedFlow__Output } from '../../../stellwerk/control/v1/RelinkedFlow.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * What becomes of things, and of what the hub knows about them.
 */
export interface Relinking {
  /**
   * The things afterwards: first the one that keeps its master key; after a split, then the new
   * one.
   */
  'records'?: (_stellwerk_control_v1_RelinkedRecord)[];
  /**
   * What becomes of what lanes applied.
   */
  'lanes'?: (_stellwerk_control_v1_RelinkedLane)[];
  /**
   * What becomes of what two-way flows know.
   */
  'flows'?: (_stellwerk_control_v1_RelinkedFlow)[];
  /**
   * Number of two-way flow conflicts that now belong to another thing.
   */
  'conflicts'?: (number | string | Long);
}

/**
 * What becomes of things, and of what the hub knows about them.
 */
export interface Relinking__Output {
  /**
   * The things afterwards: first the one that keeps its master key; after a split, then the new
   * one.
   */
  'records': (_stellwerk_control_v1_RelinkedRecord__Output)[];
  /**
   * What becomes of what lanes applied.
   */
  'lanes': (_stellwerk_control_v1_RelinkedLane__Output)[];
  /**
   * What becomes of what two-way flows know.
   */
  'flows': (_stellwerk_control_v1_RelinkedFlow__Output)[];
  /**
   * Number of two-way flow conflicts that now belong to another thing.
   */
  'conflicts': (number);
}

// Original file: proto/stellwerk/control/v1/plans.proto

import type { PlannedLane as _stellwerk_control_v1_PlannedLane, PlannedLane__Output as _stellwerk_control_v1_PlannedLane__Output } from '../../../stellwerk/control/v1/PlannedLane.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * The whole of a plan.
 */
export interface PlanSummary {
  /**
   * The stream.
   */
  'stream'?: (string);
  /**
   * Rows that the source gave.
   */
  'read'?: (number | string | Long);
  /**
   * Of these, rows read again by the overlap and stored already: they would be dropped.
   */
  'skipped'?: (number | string | Long);
  /**
   * Of these, rows that cannot be records: they would be dead letters.
   */
  'rejected'?: (number | string | Long);
  /**
   * Whether the source was read to its end; false when the limit came first.
   */
  'complete'?: (boolean);
  /**
   * One per lane that was planned, in the order of the configuration.
   */
  'lanes'?: (_stellwerk_control_v1_PlannedLane)[];
}

/**
 * The whole of a plan.
 */
export interface PlanSummary__Output {
  /**
   * The stream.
   */
  'stream': (string);
  /**
   * Rows that the source gave.
   */
  'read': (number);
  /**
   * Of these, rows read again by the overlap and stored already: they would be dropped.
   */
  'skipped': (number);
  /**
   * Of these, rows that cannot be records: they would be dead letters.
   */
  'rejected': (number);
  /**
   * Whether the source was read to its end; false when the limit came first.
   */
  'complete': (boolean);
  /**
   * One per lane that was planned, in the order of the configuration.
   */
  'lanes': (_stellwerk_control_v1_PlannedLane__Output)[];
}

// Original file: proto/stellwerk/control/v1/plans.proto

import type { PlanCounts as _stellwerk_control_v1_PlanCounts, PlanCounts__Output as _stellwerk_control_v1_PlanCounts__Output } from '../../../stellwerk/control/v1/PlanCounts.ts';
import type { FieldCount as _stellwerk_control_v1_FieldCount, FieldCount__Output as _stellwerk_control_v1_FieldCount__Output } from '../../../stellwerk/control/v1/FieldCount.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * The counts of one lane.
 */
export interface PlannedLane {
  /**
   * Name of the lane: `<stream>/<target connector>`.
   */
  'name'?: (string);
  /**
   * The target connector.
   */
  'connector'?: (string);
  /**
   * The target's entity.
   */
  'entity'?: (string);
  /**
   * Number of records by effect.
   */
  'counts'?: (_stellwerk_control_v1_PlanCounts | null);
  /**
   * Number of changes per field, most frequent first; at most fifty.
   */
  'fields'?: (_stellwerk_control_v1_FieldCount)[];
  /**
   * Number of records in the log that the lane has not taken yet. They come before the planned
   * records and are not part of the plan.
   */
  'backlog'?: (number | string | Long);
  /**
   * Number of records that the lane has parked.
   */
  'parked'?: (number | string | Long);
  /**
   * Whether the target was asked what it holds.
   */
  'againstTarget'?: (boolean);
}

/**
 * The counts of one lane.
 */
export interface PlannedLane__Output {
  /**
   * Name of the lane: `<stream>/<target connector>`.
   */
  'name': (string);
  /**
   * The target connector.
   */
  'connector': (string);
  /**
   * The target's entity.
   */
  'entity': (string);
  /**
   * Number of records by effect.
   */
  'counts': (_stellwerk_control_v1_PlanCounts__Output | null);
  /**
   * Number of changes per field, most frequent first; at most fifty.
   */
  'fields': (_stellwerk_control_v1_FieldCount__Output)[];
  /**
   * Number of records in the log that the lane has not taken yet. They come before the planned
   * records and are not part of the plan.
   */
  'backlog': (number);
  /**
   * Number of records that the lane has parked.
   */
  'parked': (number);
  /**
   * Whether the target was asked what it holds.
   */
  'againstTarget': (boolean);
}

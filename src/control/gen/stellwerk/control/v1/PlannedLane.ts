// Original file: proto/stellwerk/control/v1/plans.proto

import type { PlanCounts as _stellwerk_control_v1_PlanCounts, PlanCounts__Output as _stellwerk_control_v1_PlanCounts__Output } from '../../../stellwerk/control/v1/PlanCounts.ts';
import type { FieldCount as _stellwerk_control_v1_FieldCount, FieldCount__Output as _stellwerk_control_v1_FieldCount__Output } from '../../../stellwerk/control/v1/FieldCount.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * The counts of one lane.
 */
export interface PlannedLane {
  /**
   * `<stream>/<target connector>`.
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
   * Records by effect.
   */
  'counts'?: (_stellwerk_control_v1_PlanCounts | null);
  /**
   * How many changes touch which field, most frequent first; fifty at most.
   */
  'fields'?: (_stellwerk_control_v1_FieldCount)[];
  /**
   * Records that the log holds and the lane has yet to take: they come before what is planned, and
   * are not part of it.
   */
  'backlog'?: (number | string | Long);
  /**
   * Records that the lane has set aside.
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
   * `<stream>/<target connector>`.
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
   * Records by effect.
   */
  'counts': (_stellwerk_control_v1_PlanCounts__Output | null);
  /**
   * How many changes touch which field, most frequent first; fifty at most.
   */
  'fields': (_stellwerk_control_v1_FieldCount__Output)[];
  /**
   * Records that the log holds and the lane has yet to take: they come before what is planned, and
   * are not part of it.
   */
  'backlog': (number);
  /**
   * Records that the lane has set aside.
   */
  'parked': (number);
  /**
   * Whether the target was asked what it holds.
   */
  'againstTarget': (boolean);
}

// Original file: proto/stellwerk/control/v1/plans.proto

import type { Long } from '@grpc/proto-loader';

/**
 * The progress of a plan.
 */
export interface PlanProgress {
  /**
   * Number of rows read so far.
   */
  'read'?: (number | string | Long);
}

/**
 * The progress of a plan.
 */
export interface PlanProgress__Output {
  /**
   * Number of rows read so far.
   */
  'read': (number);
}

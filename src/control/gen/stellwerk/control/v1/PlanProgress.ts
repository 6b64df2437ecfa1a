// Original file: proto/stellwerk/control/v1/plans.proto

import type { Long } from '@grpc/proto-loader';

/**
 * How far a plan is.
 */
export interface PlanProgress {
  /**
   * Rows read so far.
   */
  'read'?: (number | string | Long);
}

/**
 * How far a plan is.
 */
export interface PlanProgress__Output {
  /**
   * Rows read so far.
   */
  'read': (number);
}

// Original file: proto/stellwerk/control/v1/plans.proto

import type { PlannedLane as _stellwerk_control_v1_PlannedLane, PlannedLane__Output as _stellwerk_control_v1_PlannedLane__Output } from '../../../stellwerk/control/v1/PlannedLane.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * The summary of a plan.
 */
export interface PlanSummary {
  /**
   * The stream.
   */
  'stream'?: (string);
  /**
   * Number of rows that the source returned.
   */
  'read'?: (number | string | Long);
  /**
   * Of these, rows that the overlap read again and that are already stored. They would be dropped.
   */
  'skipped'?: (number | string | Long);
  /**
   * Of these, rows that cannot become records. They would become dead letters.
   */
  'rejected'?: (number | string | Long);
  /**
   * Whether the source was read to its end; false if the limit was reached first.
   */
  'complete'?: (boolean);
  /**
   * The planned lanes, in the order of the configuration.
   */
  'lanes'?: (_stellwerk_control_v1_PlannedLane)[];
}

/**
 * The summary of a plan.
 */
export interface PlanSummary__Output {
  /**
   * The stream.
   */
  'stream': (string);
  /**
   * Number of rows that the source returned.
   */
  'read': (number);
  /**
   * Of these, rows that the overlap read again and that are already stored. They would be dropped.
   */
  'skipped': (number);
  /**
   * Of these, rows that cannot become records. They would become dead letters.
   */
  'rejected': (number);
  /**
   * Whether the source was read to its end; false if the limit was reached first.
   */
  'complete': (boolean);
  /**
   * The planned lanes, in the order of the configuration.
   */
  'lanes': (_stellwerk_control_v1_PlannedLane__Output)[];
}

// Original file: proto/stellwerk/control/v1/verify.proto

import type { VerifyCounts as _stellwerk_control_v1_VerifyCounts, VerifyCounts__Output as _stellwerk_control_v1_VerifyCounts__Output } from '../../../stellwerk/control/v1/VerifyCounts.ts';

/**
 * The counts of one lane.
 */
export interface VerifiedLane {
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
   * Number of records by finding.
   */
  'counts'?: (_stellwerk_control_v1_VerifyCounts | null);
  /**
   * Whether the target listed all its ids. If not, surplus records are not known.
   */
  'surplusChecked'?: (boolean);
}

/**
 * The counts of one lane.
 */
export interface VerifiedLane__Output {
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
   * Number of records by finding.
   */
  'counts': (_stellwerk_control_v1_VerifyCounts__Output | null);
  /**
   * Whether the target listed all its ids. If not, surplus records are not known.
   */
  'surplusChecked': (boolean);
}

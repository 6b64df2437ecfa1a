// Original file: proto/stellwerk/control/v1/verify.proto

import type { VerifyCounts as _stellwerk_control_v1_VerifyCounts, VerifyCounts__Output as _stellwerk_control_v1_VerifyCounts__Output } from '../../../stellwerk/control/v1/VerifyCounts.ts';

/**
 * The counts of one lane.
 */
export interface VerifiedLane {
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
   * Records by what was found.
   */
  'counts'?: (_stellwerk_control_v1_VerifyCounts | null);
  /**
   * Whether the target was asked for all its ids; else nothing is known of surplus ones.
   */
  'surplusChecked'?: (boolean);
}

/**
 * The counts of one lane.
 */
export interface VerifiedLane__Output {
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
   * Records by what was found.
   */
  'counts': (_stellwerk_control_v1_VerifyCounts__Output | null);
  /**
   * Whether the target was asked for all its ids; else nothing is known of surplus ones.
   */
  'surplusChecked': (boolean);
}

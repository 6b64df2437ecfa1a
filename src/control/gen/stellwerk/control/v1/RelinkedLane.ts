// Original file: proto/stellwerk/control/v1/relinking.proto

import type { AppliedFate as _stellwerk_control_v1_AppliedFate, AppliedFate__Output as _stellwerk_control_v1_AppliedFate__Output } from '../../../stellwerk/control/v1/AppliedFate.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A thing in one lane.
 */
export interface RelinkedLane {
  /**
   * The lane, as `<stream>/<target connector>`.
   */
  'lane'?: (string);
  /**
   * Master key of the thing, as in RelinkedRecord; for APPLIED_FATE_GIVEN_UP, that of the thing
   * that is merged into the other.
   */
  'masterKey'?: (string);
  /**
   * What becomes of it.
   */
  'fate'?: (_stellwerk_control_v1_AppliedFate);
  /**
   * The version that the lane last applied; unset if it applied none.
   */
  'version'?: (number | string | Long);
  '_version'?: "version";
}

/**
 * A thing in one lane.
 */
export interface RelinkedLane__Output {
  /**
   * The lane, as `<stream>/<target connector>`.
   */
  'lane': (string);
  /**
   * Master key of the thing, as in RelinkedRecord; for APPLIED_FATE_GIVEN_UP, that of the thing
   * that is merged into the other.
   */
  'masterKey': (string);
  /**
   * What becomes of it.
   */
  'fate': (_stellwerk_control_v1_AppliedFate__Output);
  /**
   * The version that the lane last applied; unset if it applied none.
   */
  'version'?: (number);
}

// Original file: proto/stellwerk/control/v1/relinking.proto

import type { AppliedFate as _stellwerk_control_v1_AppliedFate, AppliedFate__Output as _stellwerk_control_v1_AppliedFate__Output } from '../../../stellwerk/control/v1/AppliedFate.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A thing in one lane.
 */
export interface RelinkedLane {
  /**
   * `<stream>/<target connector>`.
   */
  'lane'?: (string);
  /**
   * Of the thing, as in RelinkedRecord; of what is given up, of the thing that goes.
   */
  'masterKey'?: (string);
  /**
   * What becomes of it.
   */
  'fate'?: (_stellwerk_control_v1_AppliedFate);
  /**
   * The version that the lane applied last; absent where it applied none.
   */
  'version'?: (number | string | Long);
  '_version'?: "version";
}

/**
 * A thing in one lane.
 */
export interface RelinkedLane__Output {
  /**
   * `<stream>/<target connector>`.
   */
  'lane': (string);
  /**
   * Of the thing, as in RelinkedRecord; of what is given up, of the thing that goes.
   */
  'masterKey': (string);
  /**
   * What becomes of it.
   */
  'fate': (_stellwerk_control_v1_AppliedFate__Output);
  /**
   * The version that the lane applied last; absent where it applied none.
   */
  'version'?: (number);
}

// Original file: proto/stellwerk/control/v1/lanes.proto

import type { LaneStatus as _stellwerk_control_v1_LaneStatus, LaneStatus__Output as _stellwerk_control_v1_LaneStatus__Output } from '../../../stellwerk/control/v1/LaneStatus.ts';

/**
 * The order was carried out.
 */
export interface ResumeLaneResponse {
  /**
   * Its status after the order was taken.
   */
  'lane'?: (_stellwerk_control_v1_LaneStatus | null);
}

/**
 * The order was carried out.
 */
export interface ResumeLaneResponse__Output {
  /**
   * Its status after the order was taken.
   */
  'lane': (_stellwerk_control_v1_LaneStatus__Output | null);
}

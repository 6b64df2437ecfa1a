// Original file: proto/stellwerk/control/v1/lanes.proto

import type { LaneStatus as _stellwerk_control_v1_LaneStatus, LaneStatus__Output as _stellwerk_control_v1_LaneStatus__Output } from '../../../stellwerk/control/v1/LaneStatus.ts';

/**
 * The result of the request.
 */
export interface ResumeLaneResponse {
  /**
   * Its status after the request was accepted.
   */
  'lane'?: (_stellwerk_control_v1_LaneStatus | null);
}

/**
 * The result of the request.
 */
export interface ResumeLaneResponse__Output {
  /**
   * Its status after the request was accepted.
   */
  'lane': (_stellwerk_control_v1_LaneStatus__Output | null);
}

// Original file: proto/stellwerk/control/v1/lanes.proto

import type { LaneStatus as _stellwerk_control_v1_LaneStatus, LaneStatus__Output as _stellwerk_control_v1_LaneStatus__Output } from '../../../stellwerk/control/v1/LaneStatus.ts';

/**
 * A lane.
 */
export interface GetLaneResponse {
  /**
   * Its current status.
   */
  'lane'?: (_stellwerk_control_v1_LaneStatus | null);
}

/**
 * A lane.
 */
export interface GetLaneResponse__Output {
  /**
   * Its current status.
   */
  'lane': (_stellwerk_control_v1_LaneStatus__Output | null);
}

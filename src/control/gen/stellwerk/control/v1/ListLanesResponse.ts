// Original file: proto/stellwerk/control/v1/lanes.proto

import type { LaneStatus as _stellwerk_control_v1_LaneStatus, LaneStatus__Output as _stellwerk_control_v1_LaneStatus__Output } from '../../../stellwerk/control/v1/LaneStatus.ts';

/**
 * A page of lanes.
 */
export interface ListLanesResponse {
  /**
   * In the order of the configuration.
   */
  'lanes'?: (_stellwerk_control_v1_LaneStatus)[];
  /**
   * Asks for the next page; empty when this is the last.
   */
  'nextPageToken'?: (string);
}

/**
 * A page of lanes.
 */
export interface ListLanesResponse__Output {
  /**
   * In the order of the configuration.
   */
  'lanes': (_stellwerk_control_v1_LaneStatus__Output)[];
  /**
   * Asks for the next page; empty when this is the last.
   */
  'nextPageToken': (string);
}

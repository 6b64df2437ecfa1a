// Original file: proto/stellwerk/control/v1/lanes.proto

import type { LaneStatus as _stellwerk_control_v1_LaneStatus, LaneStatus__Output as _stellwerk_control_v1_LaneStatus__Output } from '../../../stellwerk/control/v1/LaneStatus.ts';

/**
 * A page of lanes.
 */
export interface ListLanesResponse {
  /**
   * The lanes, in the order of the configuration.
   */
  'lanes'?: (_stellwerk_control_v1_LaneStatus)[];
  /**
   * Token of the next page; empty if this is the last page.
   */
  'nextPageToken'?: (string);
}

/**
 * A page of lanes.
 */
export interface ListLanesResponse__Output {
  /**
   * The lanes, in the order of the configuration.
   */
  'lanes': (_stellwerk_control_v1_LaneStatus__Output)[];
  /**
   * Token of the next page; empty if this is the last page.
   */
  'nextPageToken': (string);
}

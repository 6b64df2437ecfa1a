// Original file: proto/stellwerk/control/v1/lanes.proto

import type { LaneState as _stellwerk_control_v1_LaneState, LaneState__Output as _stellwerk_control_v1_LaneState__Output } from '../../../stellwerk/control/v1/LaneState.ts';
import type { LaneHealth as _stellwerk_control_v1_LaneHealth, LaneHealth__Output as _stellwerk_control_v1_LaneHealth__Output } from '../../../stellwerk/control/v1/LaneHealth.ts';

/**
 * Asks for lanes: all that is given must hold. An empty request asks for all.
 */
export interface ListLanesRequest {
  /**
   * Lanes wanted at most, 1 to 1,000; 0: 1,000. So one answer holds all of a hub with fewer.
   */
  'pageSize'?: (number);
  /**
   * Empty for the first page; else the `next_page_token` of the page before, with the same filters.
   */
  'pageToken'?: (string);
  /**
   * Only those whose name begins so; empty: any.
   */
  'namePrefix'?: (string);
  /**
   * Only those of this stream; empty: any.
   */
  'stream'?: (string);
  /**
   * Only those that write to this connector; empty: any.
   */
  'connector'?: (string);
  /**
   * Only those in one of these states; empty: any.
   */
  'states'?: (_stellwerk_control_v1_LaneState)[];
  /**
   * Only those of this health; unspecified: any.
   */
  'health'?: (_stellwerk_control_v1_LaneHealth);
}

/**
 * Asks for lanes: all that is given must hold. An empty request asks for all.
 */
export interface ListLanesRequest__Output {
  /**
   * Lanes wanted at most, 1 to 1,000; 0: 1,000. So one answer holds all of a hub with fewer.
   */
  'pageSize': (number);
  /**
   * Empty for the first page; else the `next_page_token` of the page before, with the same filters.
   */
  'pageToken': (string);
  /**
   * Only those whose name begins so; empty: any.
   */
  'namePrefix': (string);
  /**
   * Only those of this stream; empty: any.
   */
  'stream': (string);
  /**
   * Only those that write to this connector; empty: any.
   */
  'connector': (string);
  /**
   * Only those in one of these states; empty: any.
   */
  'states': (_stellwerk_control_v1_LaneState__Output)[];
  /**
   * Only those of this health; unspecified: any.
   */
  'health': (_stellwerk_control_v1_LaneHealth__Output);
}

// Original file: proto/stellwerk/control/v1/lanes.proto

import type { LaneState as _stellwerk_control_v1_LaneState, LaneState__Output as _stellwerk_control_v1_LaneState__Output } from '../../../stellwerk/control/v1/LaneState.ts';
import type { LaneHealth as _stellwerk_control_v1_LaneHealth, LaneHealth__Output as _stellwerk_control_v1_LaneHealth__Output } from '../../../stellwerk/control/v1/LaneHealth.ts';

/**
 * Request for a page of lanes. A lane must match every filter that is set.
 */
export interface ListLanesRequest {
  /**
   * The maximum number of lanes in the page, 1 to 1,000. 0 means 1,000, so one response holds all
   * lanes of a hub with no more than that.
   */
  'pageSize'?: (number);
  /**
   * The `next_page_token` of the previous page, with the same filters. Empty for the first page.
   */
  'pageToken'?: (string);
  /**
   * Only lanes whose name begins with this. Empty: any.
   */
  'namePrefix'?: (string);
  /**
   * Only lanes of this stream. Empty: any.
   */
  'stream'?: (string);
  /**
   * Only lanes that write to this connector. Empty: any.
   */
  'connector'?: (string);
  /**
   * Only lanes in one of these states. Empty: any.
   */
  'states'?: (_stellwerk_control_v1_LaneState)[];
  /**
   * Only lanes with this health. Unspecified: any.
   */
  'health'?: (_stellwerk_control_v1_LaneHealth);
}

/**
 * Request for a page of lanes. A lane must match every filter that is set.
 */
export interface ListLanesRequest__Output {
  /**
   * The maximum number of lanes in the page, 1 to 1,000. 0 means 1,000, so one response holds all
   * lanes of a hub with no more than that.
   */
  'pageSize': (number);
  /**
   * The `next_page_token` of the previous page, with the same filters. Empty for the first page.
   */
  'pageToken': (string);
  /**
   * Only lanes whose name begins with this. Empty: any.
   */
  'namePrefix': (string);
  /**
   * Only lanes of this stream. Empty: any.
   */
  'stream': (string);
  /**
   * Only lanes that write to this connector. Empty: any.
   */
  'connector': (string);
  /**
   * Only lanes in one of these states. Empty: any.
   */
  'states': (_stellwerk_control_v1_LaneState__Output)[];
  /**
   * Only lanes with this health. Unspecified: any.
   */
  'health': (_stellwerk_control_v1_LaneHealth__Output);
}

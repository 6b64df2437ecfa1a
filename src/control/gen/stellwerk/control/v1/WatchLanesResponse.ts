// Original file: proto/stellwerk/control/v1/lanes.proto

import type { LaneStatus as _stellwerk_control_v1_LaneStatus, LaneStatus__Output as _stellwerk_control_v1_LaneStatus__Output } from '../../../stellwerk/control/v1/LaneStatus.ts';

/**
 * The full state first, then changes.
 */
export interface WatchLanesResponse {
  /**
   * All lanes in the first message; later, those whose status differs from what was last sent. Each
   * status is complete.
   */
  'lanes'?: (_stellwerk_control_v1_LaneStatus)[];
  /**
   * Names of lanes that are no longer configured; empty in the first message.
   */
  'removed'?: (string)[];
}

/**
 * The full state first, then changes.
 */
export interface WatchLanesResponse__Output {
  /**
   * All lanes in the first message; later, those whose status differs from what was last sent. Each
   * status is complete.
   */
  'lanes': (_stellwerk_control_v1_LaneStatus__Output)[];
  /**
   * Names of lanes that are no longer configured; empty in the first message.
   */
  'removed': (string)[];
}

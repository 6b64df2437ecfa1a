// Original file: proto/stellwerk/control/v1/lanes.proto

import type { LaneStatus as _stellwerk_control_v1_LaneStatus, LaneStatus__Output as _stellwerk_control_v1_LaneStatus__Output } from '../../../stellwerk/control/v1/LaneStatus.ts';

/**
 * The full state first, then changes.
 */
export interface WatchLanesResponse {
  /**
   * In the first message all lanes; later those whose status differs from what was sent last, each
   * complete.
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
   * In the first message all lanes; later those whose status differs from what was sent last, each
   * complete.
   */
  'lanes': (_stellwerk_control_v1_LaneStatus__Output)[];
  /**
   * Names of lanes that are no longer configured; empty in the first message.
   */
  'removed': (string)[];
}

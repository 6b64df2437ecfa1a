// Original file: proto/stellwerk/control/v1/lanes.proto

/**
 * What a lane is doing.
 */
export const LaneState = {
  /**
   * Never sent.
   */
  LANE_STATE_UNSPECIFIED: 'LANE_STATE_UNSPECIFIED',
  /**
   * Delivering, or waiting for records.
   */
  LANE_STATE_RUNNING: 'LANE_STATE_RUNNING',
  /**
   * The target is unavailable; tried again by itself.
   */
  LANE_STATE_WAITING: 'LANE_STATE_WAITING',
  /**
   * Paused by a person.
   */
  LANE_STATE_PAUSED: 'LANE_STATE_PAUSED',
  /**
   * Gave up; a person is needed.
   */
  LANE_STATE_FAILED: 'LANE_STATE_FAILED',
} as const;

/**
 * What a lane is doing.
 */
export type LaneState =
  /**
   * Never sent.
   */
  | 'LANE_STATE_UNSPECIFIED'
  | 0
  /**
   * Delivering, or waiting for records.
   */
  | 'LANE_STATE_RUNNING'
  | 1
  /**
   * The target is unavailable; tried again by itself.
   */
  | 'LANE_STATE_WAITING'
  | 2
  /**
   * Paused by a person.
   */
  | 'LANE_STATE_PAUSED'
  | 3
  /**
   * Gave up; a person is needed.
   */
  | 'LANE_STATE_FAILED'
  | 4

/**
 * What a lane is doing.
 */
export type LaneState__Output = typeof LaneState[keyof typeof LaneState]

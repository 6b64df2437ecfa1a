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
   * Failed for a reason that passes; tried again by itself.
   */
  LANE_STATE_WAITING: 'LANE_STATE_WAITING',
  /**
   * Paused by a person, or its connector is paused or has failed.
   */
  LANE_STATE_PAUSED: 'LANE_STATE_PAUSED',
  /**
   * Gave up; a person is needed.
   */
  LANE_STATE_FAILED: 'LANE_STATE_FAILED',
  /**
   * The circuit of its connector is open: nothing is in flight, no attempt is counted. Goes on by
   * itself when the target does its work again.
   */
  LANE_STATE_HELD: 'LANE_STATE_HELD',
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
   * Failed for a reason that passes; tried again by itself.
   */
  | 'LANE_STATE_WAITING'
  | 2
  /**
   * Paused by a person, or its connector is paused or has failed.
   */
  | 'LANE_STATE_PAUSED'
  | 3
  /**
   * Gave up; a person is needed.
   */
  | 'LANE_STATE_FAILED'
  | 4
  /**
   * The circuit of its connector is open: nothing is in flight, no attempt is counted. Goes on by
   * itself when the target does its work again.
   */
  | 'LANE_STATE_HELD'
  | 5

/**
 * What a lane is doing.
 */
export type LaneState__Output = typeof LaneState[keyof typeof LaneState]

// Original file: proto/stellwerk/control/v1/lanes.proto

/**
 * The state of a lane.
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
   * It failed for a transient reason. The hub retries it automatically.
   */
  LANE_STATE_WAITING: 'LANE_STATE_WAITING',
  /**
   * An operator paused it or its connector.
   */
  LANE_STATE_PAUSED: 'LANE_STATE_PAUSED',
  /**
   * The hub gave up; an operator has to act.
   */
  LANE_STATE_FAILED: 'LANE_STATE_FAILED',
  /**
   * The circuit of its connector is open, or the connector has failed: nothing is in flight and no
   * attempt is counted. It continues automatically once the target does its work again.
   */
  LANE_STATE_HELD: 'LANE_STATE_HELD',
} as const;

/**
 * The state of a lane.
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
   * It failed for a transient reason. The hub retries it automatically.
   */
  | 'LANE_STATE_WAITING'
  | 2
  /**
   * An operator paused it or its connector.
   */
  | 'LANE_STATE_PAUSED'
  | 3
  /**
   * The hub gave up; an operator has to act.
   */
  | 'LANE_STATE_FAILED'
  | 4
  /**
   * The circuit of its connector is open, or the connector has failed: nothing is in flight and no
   * attempt is counted. It continues automatically once the target does its work again.
   */
  | 'LANE_STATE_HELD'
  | 5

/**
 * The state of a lane.
 */
export type LaneState__Output = typeof LaneState[keyof typeof LaneState]

// Original file: proto/stellwerk/control/v1/lanes.proto

/**
 * Whether a lane keeps up.
 */
export const LaneHealth = {
  /**
   * Never sent.
   */
  LANE_HEALTH_UNSPECIFIED: 'LANE_HEALTH_UNSPECIFIED',
  /**
   * No record has waited longer than the lane allows.
   */
  LANE_HEALTH_OK: 'LANE_HEALTH_OK',
  /**
   * The oldest waiting record is older than the lane's `lateAfter`.
   */
  LANE_HEALTH_LATE: 'LANE_HEALTH_LATE',
} as const;

/**
 * Whether a lane keeps up.
 */
export type LaneHealth =
  /**
   * Never sent.
   */
  | 'LANE_HEALTH_UNSPECIFIED'
  | 0
  /**
   * No record has waited longer than the lane allows.
   */
  | 'LANE_HEALTH_OK'
  | 1
  /**
   * The oldest waiting record is older than the lane's `lateAfter`.
   */
  | 'LANE_HEALTH_LATE'
  | 2

/**
 * Whether a lane keeps up.
 */
export type LaneHealth__Output = typeof LaneHealth[keyof typeof LaneHealth]

// Original file: proto/stellwerk/control/v1/streams.proto

/**
 * Whether a stream keeps up with the changes of its source.
 */
export const ChangeHealth = {
  /**
   * Never sent.
   */
  CHANGE_HEALTH_UNSPECIFIED: 'CHANGE_HEALTH_UNSPECIFIED',
  /**
   * It keeps up.
   */
  CHANGE_HEALTH_OK: 'CHANGE_HEALTH_OK',
  /**
   * It is further behind than allowed (`lagLimitMs`, `lagLimitBytes`), or the changes kept by the
   * source are lost.
   */
  CHANGE_HEALTH_LATE: 'CHANGE_HEALTH_LATE',
} as const;

/**
 * Whether a stream keeps up with the changes of its source.
 */
export type ChangeHealth =
  /**
   * Never sent.
   */
  | 'CHANGE_HEALTH_UNSPECIFIED'
  | 0
  /**
   * It keeps up.
   */
  | 'CHANGE_HEALTH_OK'
  | 1
  /**
   * It is further behind than allowed (`lagLimitMs`, `lagLimitBytes`), or the changes kept by the
   * source are lost.
   */
  | 'CHANGE_HEALTH_LATE'
  | 2

/**
 * Whether a stream keeps up with the changes of its source.
 */
export type ChangeHealth__Output = typeof ChangeHealth[keyof typeof ChangeHealth]

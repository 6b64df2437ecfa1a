// Original file: proto/stellwerk/control/v1/lanes.proto


/**
 * The paused keys of a lane.
 */
export interface ListPausedLaneKeysResponse {
  /**
   * In the order of their bytes.
   */
  'keys'?: (string)[];
}

/**
 * The paused keys of a lane.
 */
export interface ListPausedLaneKeysResponse__Output {
  /**
   * In the order of their bytes.
   */
  'keys': (string)[];
}

// Original file: proto/stellwerk/control/v1/lanes.proto


/**
 * The paused keys of a lane.
 */
export interface ListPausedLaneKeysResponse {
  /**
   * The keys, in byte order.
   */
  'keys'?: (string)[];
}

/**
 * The paused keys of a lane.
 */
export interface ListPausedLaneKeysResponse__Output {
  /**
   * The keys, in byte order.
   */
  'keys': (string)[];
}

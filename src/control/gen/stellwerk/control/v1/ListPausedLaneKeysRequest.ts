// Original file: proto/stellwerk/control/v1/lanes.proto


/**
 * Asks for the paused keys of a lane.
 */
export interface ListPausedLaneKeysRequest {
  /**
   * `<stream>/<target connector>`.
   */
  'name'?: (string);
}

/**
 * Asks for the paused keys of a lane.
 */
export interface ListPausedLaneKeysRequest__Output {
  /**
   * `<stream>/<target connector>`.
   */
  'name': (string);
}

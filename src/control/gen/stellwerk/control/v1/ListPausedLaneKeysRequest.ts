// Original file: proto/stellwerk/control/v1/lanes.proto


/**
 * Request for the paused keys of a lane.
 */
export interface ListPausedLaneKeysRequest {
  /**
   * Name of the lane: `<stream>/<target connector>`.
   */
  'name'?: (string);
}

/**
 * Request for the paused keys of a lane.
 */
export interface ListPausedLaneKeysRequest__Output {
  /**
   * Name of the lane: `<stream>/<target connector>`.
   */
  'name': (string);
}

// Original file: proto/stellwerk/control/v1/lanes.proto


/**
 * Request for a lane.
 */
export interface GetLaneRequest {
  /**
   * Name of the lane: `<stream>/<target connector>`.
   */
  'name'?: (string);
}

/**
 * Request for a lane.
 */
export interface GetLaneRequest__Output {
  /**
   * Name of the lane: `<stream>/<target connector>`.
   */
  'name': (string);
}

// Original file: proto/stellwerk/control/v1/lanes.proto


/**
 * Asks for one lane.
 */
export interface GetLaneRequest {
  /**
   * `<stream>/<target connector>`.
   */
  'name'?: (string);
}

/**
 * Asks for one lane.
 */
export interface GetLaneRequest__Output {
  /**
   * `<stream>/<target connector>`.
   */
  'name': (string);
}

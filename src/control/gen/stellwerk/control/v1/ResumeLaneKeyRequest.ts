// Original file: proto/stellwerk/control/v1/lanes.proto


/**
 * Request to resume a key.
 */
export interface ResumeLaneKeyRequest {
  /**
   * Name of the lane: `<stream>/<target connector>`.
   */
  'name'?: (string);
  /**
   * The record's key in its source.
   */
  'key'?: (string);
}

/**
 * Request to resume a key.
 */
export interface ResumeLaneKeyRequest__Output {
  /**
   * Name of the lane: `<stream>/<target connector>`.
   */
  'name': (string);
  /**
   * The record's key in its source.
   */
  'key': (string);
}

// Original file: proto/stellwerk/control/v1/lanes.proto


/**
 * Orders a key to go on.
 */
export interface ResumeLaneKeyRequest {
  /**
   * `<stream>/<target connector>`.
   */
  'name'?: (string);
  /**
   * The record's key in its source.
   */
  'key'?: (string);
}

/**
 * Orders a key to go on.
 */
export interface ResumeLaneKeyRequest__Output {
  /**
   * `<stream>/<target connector>`.
   */
  'name': (string);
  /**
   * The record's key in its source.
   */
  'key': (string);
}

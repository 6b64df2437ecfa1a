// Original file: proto/stellwerk/control/v1/lanes.proto


/**
 * Orders a key to wait.
 */
export interface PauseLaneKeyRequest {
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
 * Orders a key to wait.
 */
export interface PauseLaneKeyRequest__Output {
  /**
   * `<stream>/<target connector>`.
   */
  'name': (string);
  /**
   * The record's key in its source.
   */
  'key': (string);
}

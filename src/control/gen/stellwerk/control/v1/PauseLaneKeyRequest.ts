// Original file: proto/stellwerk/control/v1/lanes.proto


/**
 * Request to pause a key.
 */
export interface PauseLaneKeyRequest {
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
 * Request to pause a key.
 */
export interface PauseLaneKeyRequest__Output {
  /**
   * Name of the lane: `<stream>/<target connector>`.
   */
  'name': (string);
  /**
   * The record's key in its source.
   */
  'key': (string);
}

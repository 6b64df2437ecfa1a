// Original file: proto/stellwerk/control/v1/lanes.proto


/**
 * Request to pause a lane.
 */
export interface PauseLaneRequest {
  /**
   * Name of the lane: `<stream>/<target connector>`.
   */
  'name'?: (string);
  /**
   * Idempotency key: the hub carries out requests with the same id only once. INVALID_ARGUMENT if
   * the id was used for a different request. At most 128 characters: letters, digits and ._:- only.
   * Empty: each request is carried out.
   */
  'requestId'?: (string);
}

/**
 * Request to pause a lane.
 */
export interface PauseLaneRequest__Output {
  /**
   * Name of the lane: `<stream>/<target connector>`.
   */
  'name': (string);
  /**
   * Idempotency key: the hub carries out requests with the same id only once. INVALID_ARGUMENT if
   * the id was used for a different request. At most 128 characters: letters, digits and ._:- only.
   * Empty: each request is carried out.
   */
  'requestId': (string);
}

// Original file: proto/stellwerk/control/v1/lanes.proto


/**
 * Orders a lane to go on.
 */
export interface ResumeLaneRequest {
  /**
   * `<stream>/<target connector>`.
   */
  'name'?: (string);
  /**
   * Names the intent: a request repeated under the same id is carried out once. Letters, digits and
   * ._:- only, at most 128. Empty: every request is an intent of its own.
   */
  'requestId'?: (string);
}

/**
 * Orders a lane to go on.
 */
export interface ResumeLaneRequest__Output {
  /**
   * `<stream>/<target connector>`.
   */
  'name': (string);
  /**
   * Names the intent: a request repeated under the same id is carried out once. Letters, digits and
   * ._:- only, at most 128. Empty: every request is an intent of its own.
   */
  'requestId': (string);
}

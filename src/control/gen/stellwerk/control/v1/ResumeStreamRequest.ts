// Original file: proto/stellwerk/control/v1/streams.proto


/**
 * Orders a stream to go on.
 */
export interface ResumeStreamRequest {
  /**
   * Name as in the configuration.
   */
  'name'?: (string);
  /**
   * Names the intent: a request repeated under the same id is carried out once. Letters, digits and
   * ._:- only, at most 128. Empty: every request is an intent of its own.
   */
  'requestId'?: (string);
}

/**
 * Orders a stream to go on.
 */
export interface ResumeStreamRequest__Output {
  /**
   * Name as in the configuration.
   */
  'name': (string);
  /**
   * Names the intent: a request repeated under the same id is carried out once. Letters, digits and
   * ._:- only, at most 128. Empty: every request is an intent of its own.
   */
  'requestId': (string);
}

// Original file: proto/stellwerk/control/v1/dead_letters.proto


/**
 * Request for a dead letter.
 */
export interface GetDeadLetterRequest {
  /**
   * Its id.
   */
  'id'?: (string);
}

/**
 * Request for a dead letter.
 */
export interface GetDeadLetterRequest__Output {
  /**
   * Its id.
   */
  'id': (string);
}

// Original file: proto/stellwerk/control/v1/dead_letters.proto


/**
 * Asks for one dead letter.
 */
export interface GetDeadLetterRequest {
  /**
   * Its id.
   */
  'id'?: (string);
}

/**
 * Asks for one dead letter.
 */
export interface GetDeadLetterRequest__Output {
  /**
   * Its id.
   */
  'id': (string);
}

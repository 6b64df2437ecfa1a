// Original file: proto/stellwerk/control/v1/runs.proto


/**
 * Asks for one run.
 */
export interface GetRunRequest {
  /**
   * Its id. Required.
   */
  'id'?: (string);
}

/**
 * Asks for one run.
 */
export interface GetRunRequest__Output {
  /**
   * Its id. Required.
   */
  'id': (string);
}

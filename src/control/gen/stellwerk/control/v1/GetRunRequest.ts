// Original file: proto/stellwerk/control/v1/runs.proto


/**
 * Request for a run.
 */
export interface GetRunRequest {
  /**
   * Its id. Required.
   */
  'id'?: (string);
}

/**
 * Request for a run.
 */
export interface GetRunRequest__Output {
  /**
   * Its id. Required.
   */
  'id': (string);
}

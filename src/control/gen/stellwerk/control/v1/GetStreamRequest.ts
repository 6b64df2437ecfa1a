// Original file: proto/stellwerk/control/v1/streams.proto


/**
 * Asks for one stream.
 */
export interface GetStreamRequest {
  /**
   * Name as in the configuration.
   */
  'name'?: (string);
}

/**
 * Asks for one stream.
 */
export interface GetStreamRequest__Output {
  /**
   * Name as in the configuration.
   */
  'name': (string);
}

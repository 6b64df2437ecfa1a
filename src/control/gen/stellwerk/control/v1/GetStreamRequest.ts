// Original file: proto/stellwerk/control/v1/streams.proto


/**
 * Request for a stream.
 */
export interface GetStreamRequest {
  /**
   * Name of the stream in the configuration.
   */
  'name'?: (string);
}

/**
 * Request for a stream.
 */
export interface GetStreamRequest__Output {
  /**
   * Name of the stream in the configuration.
   */
  'name': (string);
}

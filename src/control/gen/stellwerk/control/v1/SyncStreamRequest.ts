// Original file: proto/stellwerk/control/v1/streams.proto


/**
 * Request to read the source now.
 */
export interface SyncStreamRequest {
  /**
   * Name of the stream in the configuration.
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
 * Request to read the source now.
 */
export interface SyncStreamRequest__Output {
  /**
   * Name of the stream in the configuration.
   */
  'name': (string);
  /**
   * Idempotency key: the hub carries out requests with the same id only once. INVALID_ARGUMENT if
   * the id was used for a different request. At most 128 characters: letters, digits and ._:- only.
   * Empty: each request is carried out.
   */
  'requestId': (string);
}

// Original file: proto/stellwerk/control/v1/records.proto


/**
 * Request to erase a thing.
 */
export interface EraseRecordRequest {
  /**
   * Name of a stream that holds it.
   */
  'stream'?: (string);
  /**
   * The thing's key in that stream, 1 to 1,024 bytes.
   */
  'key'?: (string);
  /**
   * Also erases the thing from all other streams that hold it, under whatever key they use.
   */
  'everywhere'?: (boolean);
  /**
   * Where records of the thing are in frames, leaves those records and erases everything else,
   * instead of refusing the request.
   */
  'leaveFrames'?: (boolean);
  /**
   * Reports what would be erased and writes nothing.
   */
  'dryRun'?: (boolean);
  /**
   * Idempotency key: within a week, the hub carries out requests with the same id only once and
   * returns the first response, even after a restart. INVALID_ARGUMENT if the id was used for a
   * different request. At most 128 characters: letters, digits and ._:- only. Empty: each request
   * is carried out.
   */
  'requestId'?: (string);
}

/**
 * Request to erase a thing.
 */
export interface EraseRecordRequest__Output {
  /**
   * Name of a stream that holds it.
   */
  'stream': (string);
  /**
   * The thing's key in that stream, 1 to 1,024 bytes.
   */
  'key': (string);
  /**
   * Also erases the thing from all other streams that hold it, under whatever key they use.
   */
  'everywhere': (boolean);
  /**
   * Where records of the thing are in frames, leaves those records and erases everything else,
   * instead of refusing the request.
   */
  'leaveFrames': (boolean);
  /**
   * Reports what would be erased and writes nothing.
   */
  'dryRun': (boolean);
  /**
   * Idempotency key: within a week, the hub carries out requests with the same id only once and
   * returns the first response, even after a restart. INVALID_ARGUMENT if the id was used for a
   * different request. At most 128 characters: letters, digits and ._:- only. Empty: each request
   * is carried out.
   */
  'requestId': (string);
}

// Original file: proto/stellwerk/control/v1/dead_letters.proto


/**
 * Request for failures grouped by cause.
 */
export interface ListDeadLetterGroupsRequest {
  /**
   * Only failures of this stream. Empty: all streams.
   */
  'stream'?: (string);
  /**
   * Also returns closed groups, as long as their letters are kept (30 days).
   */
  'includeClosed'?: (boolean);
}

/**
 * Request for failures grouped by cause.
 */
export interface ListDeadLetterGroupsRequest__Output {
  /**
   * Only failures of this stream. Empty: all streams.
   */
  'stream': (string);
  /**
   * Also returns closed groups, as long as their letters are kept (30 days).
   */
  'includeClosed': (boolean);
}

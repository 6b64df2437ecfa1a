// Original file: proto/stellwerk/control/v1/dead_letters.proto


/**
 * Asks for failures by cause.
 */
export interface ListDeadLetterGroupsRequest {
  /**
   * Of this stream; empty: of all.
   */
  'stream'?: (string);
  /**
   * Tells also the groups that are over, as long as their letters are kept (30 days).
   */
  'includeClosed'?: (boolean);
}

/**
 * Asks for failures by cause.
 */
export interface ListDeadLetterGroupsRequest__Output {
  /**
   * Of this stream; empty: of all.
   */
  'stream': (string);
  /**
   * Tells also the groups that are over, as long as their letters are kept (30 days).
   */
  'includeClosed': (boolean);
}

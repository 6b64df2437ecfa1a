// Original file: proto/stellwerk/control/v1/imports.proto


/**
 * Asks to be told of imports and their changes.
 */
export interface WatchImportsRequest {
  /**
   * The one that is asked for; empty for all.
   */
  'id'?: (string);
}

/**
 * Asks to be told of imports and their changes.
 */
export interface WatchImportsRequest__Output {
  /**
   * The one that is asked for; empty for all.
   */
  'id': (string);
}

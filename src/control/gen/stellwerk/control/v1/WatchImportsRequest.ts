// Original file: proto/stellwerk/control/v1/imports.proto


/**
 * Request to watch imports.
 */
export interface WatchImportsRequest {
  /**
   * Id of the import to watch. Empty: all.
   */
  'id'?: (string);
}

/**
 * Request to watch imports.
 */
export interface WatchImportsRequest__Output {
  /**
   * Id of the import to watch. Empty: all.
   */
  'id': (string);
}

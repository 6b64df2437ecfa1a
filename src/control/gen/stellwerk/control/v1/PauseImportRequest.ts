// Original file: proto/stellwerk/control/v1/imports.proto


/**
 * Request to pause an import.
 */
export interface PauseImportRequest {
  /**
   * Its id.
   */
  'id'?: (string);
}

/**
 * Request to pause an import.
 */
export interface PauseImportRequest__Output {
  /**
   * Its id.
   */
  'id': (string);
}

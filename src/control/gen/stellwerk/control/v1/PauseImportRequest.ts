// Original file: proto/stellwerk/control/v1/imports.proto


/**
 * Orders an import to pause.
 */
export interface PauseImportRequest {
  /**
   * Its id.
   */
  'id'?: (string);
}

/**
 * Orders an import to pause.
 */
export interface PauseImportRequest__Output {
  /**
   * Its id.
   */
  'id': (string);
}

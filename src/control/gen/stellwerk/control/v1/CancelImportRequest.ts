// Original file: proto/stellwerk/control/v1/imports.proto


/**
 * Orders an import to end.
 */
export interface CancelImportRequest {
  /**
   * Its id.
   */
  'id'?: (string);
}

/**
 * Orders an import to end.
 */
export interface CancelImportRequest__Output {
  /**
   * Its id.
   */
  'id': (string);
}

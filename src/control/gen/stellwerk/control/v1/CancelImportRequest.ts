// Original file: proto/stellwerk/control/v1/imports.proto


/**
 * Request to cancel an import.
 */
export interface CancelImportRequest {
  /**
   * Its id.
   */
  'id'?: (string);
}

/**
 * Request to cancel an import.
 */
export interface CancelImportRequest__Output {
  /**
   * Its id.
   */
  'id': (string);
}

// Original file: proto/stellwerk/control/v1/imports.proto


/**
 * Request to resume an import.
 */
export interface ResumeImportRequest {
  /**
   * Its id.
   */
  'id'?: (string);
}

/**
 * Request to resume an import.
 */
export interface ResumeImportRequest__Output {
  /**
   * Its id.
   */
  'id': (string);
}

// Original file: proto/stellwerk/control/v1/imports.proto


/**
 * Orders an import to go on.
 */
export interface ResumeImportRequest {
  /**
   * Its id.
   */
  'id'?: (string);
}

/**
 * Orders an import to go on.
 */
export interface ResumeImportRequest__Output {
  /**
   * Its id.
   */
  'id': (string);
}

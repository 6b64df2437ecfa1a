// Original file: proto/stellwerk/control/v1/imports.proto


/**
 * Request for an import.
 */
export interface GetImportRequest {
  /**
   * Its id.
   */
  'id'?: (string);
}

/**
 * Request for an import.
 */
export interface GetImportRequest__Output {
  /**
   * Its id.
   */
  'id': (string);
}

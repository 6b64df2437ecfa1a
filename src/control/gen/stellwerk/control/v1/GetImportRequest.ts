// Original file: proto/stellwerk/control/v1/imports.proto


/**
 * Asks for one import.
 */
export interface GetImportRequest {
  /**
   * Its id.
   */
  'id'?: (string);
}

/**
 * Asks for one import.
 */
export interface GetImportRequest__Output {
  /**
   * Its id.
   */
  'id': (string);
}

// Original file: proto/stellwerk/control/v1/records.proto


/**
 * Request to look up a thing.
 */
export interface LookUpRecordRequest {
  /**
   * An id of the thing in any system: its key in a source, or its id in a target. 1 to 1,024
   * bytes.
   */
  'id'?: (string);
  /**
   * The hub's own id of the thing, in decimal digits.
   */
  'masterKey'?: (string);
  /**
   * Only ids of this connector. Empty: any. Used only with `id`.
   */
  'connector'?: (string);
  /**
   * Only ids of this entity. Empty: any. Used only with `id`.
   */
  'entity'?: (string);
  /**
   * The maximum number of versions returned per stream, newest first, 1 to 100. 0 means 5.
   */
  'versions'?: (number);
  /**
   * Also returns the content of each version, which may be personal data.
   */
  'includeDocuments'?: (boolean);
  /**
   * Exactly one must be set.
   */
  'by'?: "id"|"masterKey";
}

/**
 * Request to look up a thing.
 */
export interface LookUpRecordRequest__Output {
  /**
   * An id of the thing in any system: its key in a source, or its id in a target. 1 to 1,024
   * bytes.
   */
  'id'?: (string);
  /**
   * The hub's own id of the thing, in decimal digits.
   */
  'masterKey'?: (string);
  /**
   * Only ids of this connector. Empty: any. Used only with `id`.
   */
  'connector': (string);
  /**
   * Only ids of this entity. Empty: any. Used only with `id`.
   */
  'entity': (string);
  /**
   * The maximum number of versions returned per stream, newest first, 1 to 100. 0 means 5.
   */
  'versions': (number);
  /**
   * Also returns the content of each version, which may be personal data.
   */
  'includeDocuments': (boolean);
}

// Original file: proto/stellwerk/control/v1/records.proto


/**
 * Asks for a thing.
 */
export interface LookUpRecordRequest {
  /**
   * Its id in some system: the key in a source, or the id in a target. 1 to 1,024 bytes.
   */
  'id'?: (string);
  /**
   * The hub's own id of it, decimal digits.
   */
  'masterKey'?: (string);
  /**
   * Only ids of this connector; empty: any. Goes with `id`.
   */
  'connector'?: (string);
  /**
   * Only ids of this entity; empty: any. Goes with `id`.
   */
  'entity'?: (string);
  /**
   * Versions told per stream, the newest, 1 to 100; 0: 5.
   */
  'versions'?: (number);
  /**
   * Tells the content of each version too. It may hold personal data.
   */
  'includeDocuments'?: (boolean);
  /**
   * Exactly one is required.
   */
  'by'?: "id"|"masterKey";
}

/**
 * Asks for a thing.
 */
export interface LookUpRecordRequest__Output {
  /**
   * Its id in some system: the key in a source, or the id in a target. 1 to 1,024 bytes.
   */
  'id'?: (string);
  /**
   * The hub's own id of it, decimal digits.
   */
  'masterKey'?: (string);
  /**
   * Only ids of this connector; empty: any. Goes with `id`.
   */
  'connector': (string);
  /**
   * Only ids of this entity; empty: any. Goes with `id`.
   */
  'entity': (string);
  /**
   * Versions told per stream, the newest, 1 to 100; 0: 5.
   */
  'versions': (number);
  /**
   * Tells the content of each version too. It may hold personal data.
   */
  'includeDocuments': (boolean);
}

// Original file: proto/stellwerk/control/v1/records.proto


/**
 * Request for the history of a thing.
 */
export interface GetRecordStoryRequest {
  /**
   * An id from any system: an order number, a SKU. If no thing has this id, the text is read as
   * `connector/entity/id` or as a master key. 1 to 1,024 bytes.
   */
  'text'?: (string);
  /**
   * The hub's own id of the thing, in decimal digits.
   */
  'masterKey'?: (string);
  /**
   * The maximum number of versions returned per stream, newest first, 1 to 100. 0 means 5.
   */
  'versions'?: (number);
  /**
   * Exactly one must be set.
   */
  'by'?: "text"|"masterKey";
}

/**
 * Request for the history of a thing.
 */
export interface GetRecordStoryRequest__Output {
  /**
   * An id from any system: an order number, a SKU. If no thing has this id, the text is read as
   * `connector/entity/id` or as a master key. 1 to 1,024 bytes.
   */
  'text'?: (string);
  /**
   * The hub's own id of the thing, in decimal digits.
   */
  'masterKey'?: (string);
  /**
   * The maximum number of versions returned per stream, newest first, 1 to 100. 0 means 5.
   */
  'versions': (number);
}

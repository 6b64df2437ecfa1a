// Original file: proto/stellwerk/control/v1/records.proto


/**
 * Asks for the story of a thing.
 */
export interface GetRecordStoryRequest {
  /**
   * An id of any system as people have it: an order number, a SKU. Where nobody carries it,
   * `connector/entity/id` or a master key is meant. 1 to 1,024 bytes.
   */
  'text'?: (string);
  /**
   * The hub's own id of it, decimal digits.
   */
  'masterKey'?: (string);
  /**
   * Versions told per stream, the newest, 1 to 100; 0: 5.
   */
  'versions'?: (number);
  /**
   * Exactly one is required.
   */
  'by'?: "text"|"masterKey";
}

/**
 * Asks for the story of a thing.
 */
export interface GetRecordStoryRequest__Output {
  /**
   * An id of any system as people have it: an order number, a SKU. Where nobody carries it,
   * `connector/entity/id` or a master key is meant. 1 to 1,024 bytes.
   */
  'text'?: (string);
  /**
   * The hub's own id of it, decimal digits.
   */
  'masterKey'?: (string);
  /**
   * Versions told per stream, the newest, 1 to 100; 0: 5.
   */
  'versions': (number);
}

// Original file: proto/stellwerk/control/v1/relinking.proto


/**
 * The id of a thing in one system.
 */
export interface RecordId {
  /**
   * The connector; empty for a key space that several systems share.
   */
  'connector'?: (string);
  /**
   * The entity, or the name of the shared key space.
   */
  'entity'?: (string);
  /**
   * The id, 1 to 1,024 bytes.
   */
  'externalId'?: (string);
}

/**
 * The id of a thing in one system.
 */
export interface RecordId__Output {
  /**
   * The connector; empty for a key space that several systems share.
   */
  'connector': (string);
  /**
   * The entity, or the name of the shared key space.
   */
  'entity': (string);
  /**
   * The id, 1 to 1,024 bytes.
   */
  'externalId': (string);
}

// Original file: proto/stellwerk/control/v1/records.proto


/**
 * The id of a thing in one system.
 */
export interface RecordLink {
  /**
   * The connector; empty for a key space that several systems share.
   */
  'connector'?: (string);
  /**
   * The entity, or the name of the shared key space.
   */
  'entity'?: (string);
  /**
   * The id.
   */
  'externalId'?: (string);
  /**
   * Whether another id in the same system replaced this one in a merge. The hub still recognises
   * this id, but writes under the other.
   */
  'gaveWay'?: (boolean);
}

/**
 * The id of a thing in one system.
 */
export interface RecordLink__Output {
  /**
   * The connector; empty for a key space that several systems share.
   */
  'connector': (string);
  /**
   * The entity, or the name of the shared key space.
   */
  'entity': (string);
  /**
   * The id.
   */
  'externalId': (string);
  /**
   * Whether another id in the same system replaced this one in a merge. The hub still recognises
   * this id, but writes under the other.
   */
  'gaveWay': (boolean);
}

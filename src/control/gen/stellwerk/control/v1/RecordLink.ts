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
   * Another id of the same system stays in its place since two things were merged: the hub knows what
   * it means, but writes under the other.
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
   * Another id of the same system stays in its place since two things were merged: the hub knows what
   * it means, but writes under the other.
   */
  'gaveWay': (boolean);
}

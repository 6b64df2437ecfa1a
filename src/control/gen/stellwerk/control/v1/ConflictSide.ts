// Original file: proto/stellwerk/control/v1/conflicts.proto


/**
 * The value on one side.
 */
export interface ConflictSide {
  /**
   * The connector.
   */
  'connector'?: (string);
  /**
   * Its value, as JSON text.
   */
  'value'?: (string);
  /**
   * Whether this value won.
   */
  'won'?: (boolean);
}

/**
 * The value on one side.
 */
export interface ConflictSide__Output {
  /**
   * The connector.
   */
  'connector': (string);
  /**
   * Its value, as JSON text.
   */
  'value': (string);
  /**
   * Whether this value won.
   */
  'won': (boolean);
}

// Original file: proto/stellwerk/control/v1/conflicts.proto


/**
 * What one side had.
 */
export interface ConflictSide {
  /**
   * The connector.
   */
  'connector'?: (string);
  /**
   * Its value, as JSON.
   */
  'value'?: (string);
  /**
   * Whether it won.
   */
  'won'?: (boolean);
}

/**
 * What one side had.
 */
export interface ConflictSide__Output {
  /**
   * The connector.
   */
  'connector': (string);
  /**
   * Its value, as JSON.
   */
  'value': (string);
  /**
   * Whether it won.
   */
  'won': (boolean);
}

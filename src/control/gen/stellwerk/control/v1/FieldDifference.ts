// Original file: proto/stellwerk/control/v1/dead_letters.proto


/**
 * One field that a delivery would change.
 */
export interface FieldDifference {
  /**
   * Dotted path.
   */
  'path'?: (string);
  /**
   * JSON as text; empty when the field was not there.
   */
  'beforeJson'?: (string);
  /**
   * JSON as text; empty when the field would go.
   */
  'afterJson'?: (string);
}

/**
 * One field that a delivery would change.
 */
export interface FieldDifference__Output {
  /**
   * Dotted path.
   */
  'path': (string);
  /**
   * JSON as text; empty when the field was not there.
   */
  'beforeJson': (string);
  /**
   * JSON as text; empty when the field would go.
   */
  'afterJson': (string);
}

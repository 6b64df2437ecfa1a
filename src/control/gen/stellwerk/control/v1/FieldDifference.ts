// Original file: proto/stellwerk/control/v1/dead_letters.proto


/**
 * A field that a delivery would change.
 */
export interface FieldDifference {
  /**
   * Dotted path of the field.
   */
  'path'?: (string);
  /**
   * The old value, as JSON text; empty if the field did not exist.
   */
  'beforeJson'?: (string);
  /**
   * The new value, as JSON text; empty if the field would be removed.
   */
  'afterJson'?: (string);
}

/**
 * A field that a delivery would change.
 */
export interface FieldDifference__Output {
  /**
   * Dotted path of the field.
   */
  'path': (string);
  /**
   * The old value, as JSON text; empty if the field did not exist.
   */
  'beforeJson': (string);
  /**
   * The new value, as JSON text; empty if the field would be removed.
   */
  'afterJson': (string);
}

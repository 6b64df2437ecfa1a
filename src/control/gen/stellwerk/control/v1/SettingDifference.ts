// Original file: proto/stellwerk/control/v1/configuration.proto


/**
 * A setting that differs. Secrets appear as `***` on both sides.
 */
export interface SettingDifference {
  /**
   * Dotted path within the connector, stream or lane.
   */
  'path'?: (string);
  /**
   * The old value, as JSON text; empty if there was none. A file is shown with the digest of its
   * content.
   */
  'beforeJson'?: (string);
  /**
   * The new value, in the same form.
   */
  'afterJson'?: (string);
}

/**
 * A setting that differs. Secrets appear as `***` on both sides.
 */
export interface SettingDifference__Output {
  /**
   * Dotted path within the connector, stream or lane.
   */
  'path': (string);
  /**
   * The old value, as JSON text; empty if there was none. A file is shown with the digest of its
   * content.
   */
  'beforeJson': (string);
  /**
   * The new value, in the same form.
   */
  'afterJson': (string);
}

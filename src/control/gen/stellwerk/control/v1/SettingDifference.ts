// Original file: proto/stellwerk/control/v1/configuration.proto


/**
 * One setting that differs. Secrets are `***` on both sides.
 */
export interface SettingDifference {
  /**
   * Dotted path within the part.
   */
  'path'?: (string);
  /**
   * JSON as text; empty where there was none. A file stands with the digest of its content.
   */
  'beforeJson'?: (string);
  /**
   * The same for the new one.
   */
  'afterJson'?: (string);
}

/**
 * One setting that differs. Secrets are `***` on both sides.
 */
export interface SettingDifference__Output {
  /**
   * Dotted path within the part.
   */
  'path': (string);
  /**
   * JSON as text; empty where there was none. A file stands with the digest of its content.
   */
  'beforeJson': (string);
  /**
   * The same for the new one.
   */
  'afterJson': (string);
}

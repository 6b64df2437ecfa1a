// Original file: proto/stellwerk/control/v1/server_info.proto


/**
 * The configuration that a hub works by.
 */
export interface ConfigurationInfo {
  /**
   * The file, as the hub sees it.
   */
  'file'?: (string);
  /**
   * Names the content: SHA-256 of the effective settings, without secrets, twelve hexadecimal digits.
   */
  'version'?: (string);
  /**
   * How many are configured.
   */
  'connectors'?: (number);
  /**
   * How many are configured.
   */
  'streams'?: (number);
  /**
   * How many are configured.
   */
  'lanes'?: (number);
}

/**
 * The configuration that a hub works by.
 */
export interface ConfigurationInfo__Output {
  /**
   * The file, as the hub sees it.
   */
  'file': (string);
  /**
   * Names the content: SHA-256 of the effective settings, without secrets, twelve hexadecimal digits.
   */
  'version': (string);
  /**
   * How many are configured.
   */
  'connectors': (number);
  /**
   * How many are configured.
   */
  'streams': (number);
  /**
   * How many are configured.
   */
  'lanes': (number);
}

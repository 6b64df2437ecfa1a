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
   * Names the content: the first twelve digits of the `hash` that its ConfigurationVersion has.
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
  /**
   * The version that is in force, as in ConfigurationVersion; 0 when the hub is too old to say.
   */
  'number'?: (number);
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
   * Names the content: the first twelve digits of the `hash` that its ConfigurationVersion has.
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
  /**
   * The version that is in force, as in ConfigurationVersion; 0 when the hub is too old to say.
   */
  'number': (number);
}

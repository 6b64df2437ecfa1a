// Original file: proto/stellwerk/control/v1/server_info.proto


/**
 * The configuration that a hub runs.
 */
export interface ConfigurationInfo {
  /**
   * Path of the file, as the hub sees it.
   */
  'file'?: (string);
  /**
   * Identifies the content: the first twelve digits of `hash` in ConfigurationVersion.
   */
  'version'?: (string);
  /**
   * Number of configured connectors.
   */
  'connectors'?: (number);
  /**
   * Number of configured streams.
   */
  'streams'?: (number);
  /**
   * Number of configured lanes.
   */
  'lanes'?: (number);
  /**
   * Number of the version in force, as in ConfigurationVersion; 0 if the hub is too old to report it.
   */
  'number'?: (number);
}

/**
 * The configuration that a hub runs.
 */
export interface ConfigurationInfo__Output {
  /**
   * Path of the file, as the hub sees it.
   */
  'file': (string);
  /**
   * Identifies the content: the first twelve digits of `hash` in ConfigurationVersion.
   */
  'version': (string);
  /**
   * Number of configured connectors.
   */
  'connectors': (number);
  /**
   * Number of configured streams.
   */
  'streams': (number);
  /**
   * Number of configured lanes.
   */
  'lanes': (number);
  /**
   * Number of the version in force, as in ConfigurationVersion; 0 if the hub is too old to report it.
   */
  'number': (number);
}

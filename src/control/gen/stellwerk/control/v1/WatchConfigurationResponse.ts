// Original file: proto/stellwerk/control/v1/configuration.proto


/**
 * What is in force, and what is being done about it.
 */
export interface WatchConfigurationResponse {
  /**
   * The version in force.
   */
  'version'?: (number);
  /**
   * What an order under way does now, in a few words; empty when none is.
   */
  'doing'?: (string);
}

/**
 * What is in force, and what is being done about it.
 */
export interface WatchConfigurationResponse__Output {
  /**
   * The version in force.
   */
  'version': (number);
  /**
   * What an order under way does now, in a few words; empty when none is.
   */
  'doing': (string);
}

// Original file: proto/stellwerk/control/v1/configuration.proto


/**
 * The version in force, and the progress of a request that changes it.
 */
export interface WatchConfigurationResponse {
  /**
   * The version in force.
   */
  'version'?: (number);
  /**
   * What a request in progress is doing now, in a few words; empty if there is none.
   */
  'doing'?: (string);
}

/**
 * The version in force, and the progress of a request that changes it.
 */
export interface WatchConfigurationResponse__Output {
  /**
   * The version in force.
   */
  'version': (number);
  /**
   * What a request in progress is doing now, in a few words; empty if there is none.
   */
  'doing': (string);
}

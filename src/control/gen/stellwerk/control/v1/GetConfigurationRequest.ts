// Original file: proto/stellwerk/control/v1/configuration.proto


/**
 * Asks for a version.
 */
export interface GetConfigurationRequest {
  /**
   * Which; 0: the one in force.
   */
  'version'?: (number);
}

/**
 * Asks for a version.
 */
export interface GetConfigurationRequest__Output {
  /**
   * Which; 0: the one in force.
   */
  'version': (number);
}

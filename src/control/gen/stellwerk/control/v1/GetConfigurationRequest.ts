// Original file: proto/stellwerk/control/v1/configuration.proto


/**
 * Request for a version.
 */
export interface GetConfigurationRequest {
  /**
   * Number of the version; 0 means the version in force.
   */
  'version'?: (number);
}

/**
 * Request for a version.
 */
export interface GetConfigurationRequest__Output {
  /**
   * Number of the version; 0 means the version in force.
   */
  'version': (number);
}

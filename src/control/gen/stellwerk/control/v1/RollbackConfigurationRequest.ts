// Original file: proto/stellwerk/control/v1/configuration.proto


/**
 * Request to put an earlier version in force again.
 */
export interface RollbackConfigurationRequest {
  /**
   * Number of the version.
   */
  'version'?: (number);
  /**
   * As in ApplyConfiguration.
   */
  'expectedVersion'?: (number);
  /**
   * As in ApplyConfiguration.
   */
  'dryRun'?: (boolean);
  /**
   * As in ApplyConfiguration.
   */
  'allowDataLoss'?: (boolean);
  /**
   * As in ApplyConfiguration.
   */
  'note'?: (string);
}

/**
 * Request to put an earlier version in force again.
 */
export interface RollbackConfigurationRequest__Output {
  /**
   * Number of the version.
   */
  'version': (number);
  /**
   * As in ApplyConfiguration.
   */
  'expectedVersion': (number);
  /**
   * As in ApplyConfiguration.
   */
  'dryRun': (boolean);
  /**
   * As in ApplyConfiguration.
   */
  'allowDataLoss': (boolean);
  /**
   * As in ApplyConfiguration.
   */
  'note': (string);
}

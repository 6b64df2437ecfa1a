// Original file: proto/stellwerk/control/v1/configuration.proto


/**
 * Orders an earlier version to be put in force again.
 */
export interface RollbackConfigurationRequest {
  /**
   * Which.
   */
  'version'?: (number);
  /**
   * As for ApplyConfiguration.
   */
  'expectedVersion'?: (number);
  /**
   * As for ApplyConfiguration.
   */
  'dryRun'?: (boolean);
  /**
   * As for ApplyConfiguration.
   */
  'allowDataLoss'?: (boolean);
  /**
   * As for ApplyConfiguration.
   */
  'note'?: (string);
}

/**
 * Orders an earlier version to be put in force again.
 */
export interface RollbackConfigurationRequest__Output {
  /**
   * Which.
   */
  'version': (number);
  /**
   * As for ApplyConfiguration.
   */
  'expectedVersion': (number);
  /**
   * As for ApplyConfiguration.
   */
  'dryRun': (boolean);
  /**
   * As for ApplyConfiguration.
   */
  'allowDataLoss': (boolean);
  /**
   * As for ApplyConfiguration.
   */
  'note': (string);
}

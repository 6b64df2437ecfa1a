// Original file: proto/stellwerk/control/v1/configuration.proto

import type { ConfigurationBundle as _stellwerk_control_v1_ConfigurationBundle, ConfigurationBundle__Output as _stellwerk_control_v1_ConfigurationBundle__Output } from '../../../stellwerk/control/v1/ConfigurationBundle.ts';

/**
 * Request to put a configuration in force.
 */
export interface ApplyConfigurationRequest {
  /**
   * The configuration with its files.
   */
  'bundle'?: (_stellwerk_control_v1_ConfigurationBundle | null);
  /**
   * The version that the caller expects to be in force. If another one is, the request is refused.
   * 0: any version.
   */
  'expectedVersion'?: (number);
  /**
   * Only compares, like DiffConfiguration.
   */
  'dryRun'?: (boolean);
  /**
   * Allows the loss of data that the new configuration has no place for.
   */
  'allowDataLoss'?: (boolean);
  /**
   * The reason, for the history: at most 1,000 characters.
   */
  'note'?: (string);
}

/**
 * Request to put a configuration in force.
 */
export interface ApplyConfigurationRequest__Output {
  /**
   * The configuration with its files.
   */
  'bundle': (_stellwerk_control_v1_ConfigurationBundle__Output | null);
  /**
   * The version that the caller expects to be in force. If another one is, the request is refused.
   * 0: any version.
   */
  'expectedVersion': (number);
  /**
   * Only compares, like DiffConfiguration.
   */
  'dryRun': (boolean);
  /**
   * Allows the loss of data that the new configuration has no place for.
   */
  'allowDataLoss': (boolean);
  /**
   * The reason, for the history: at most 1,000 characters.
   */
  'note': (string);
}

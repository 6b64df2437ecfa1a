// Original file: proto/stellwerk/control/v1/configuration.proto

import type { ConfigurationBundle as _stellwerk_control_v1_ConfigurationBundle, ConfigurationBundle__Output as _stellwerk_control_v1_ConfigurationBundle__Output } from '../../../stellwerk/control/v1/ConfigurationBundle.ts';

/**
 * Orders a configuration to be put in force.
 */
export interface ApplyConfigurationRequest {
  /**
   * The configuration.
   */
  'bundle'?: (_stellwerk_control_v1_ConfigurationBundle | null);
  /**
   * The version in force that the caller knows; with another one the order is refused. 0: any.
   */
  'expectedVersion'?: (number);
  /**
   * Compares only, as DiffConfiguration.
   */
  'dryRun'?: (boolean);
  /**
   * Gives up data that the new configuration has no place for.
   */
  'allowDataLoss'?: (boolean);
  /**
   * Why, for the history; at most 1,000 characters.
   */
  'note'?: (string);
}

/**
 * Orders a configuration to be put in force.
 */
export interface ApplyConfigurationRequest__Output {
  /**
   * The configuration.
   */
  'bundle': (_stellwerk_control_v1_ConfigurationBundle__Output | null);
  /**
   * The version in force that the caller knows; with another one the order is refused. 0: any.
   */
  'expectedVersion': (number);
  /**
   * Compares only, as DiffConfiguration.
   */
  'dryRun': (boolean);
  /**
   * Gives up data that the new configuration has no place for.
   */
  'allowDataLoss': (boolean);
  /**
   * Why, for the history; at most 1,000 characters.
   */
  'note': (string);
}

// Original file: proto/stellwerk/control/v1/configuration.proto

import type { ConfigurationChange as _stellwerk_control_v1_ConfigurationChange, ConfigurationChange__Output as _stellwerk_control_v1_ConfigurationChange__Output } from '../../../stellwerk/control/v1/ConfigurationChange.ts';

/**
 * What was changed.
 */
export interface RollbackConfigurationResponse {
  /**
   * The version in force now: a new one with the old files.
   */
  'version'?: (number);
  /**
   * As for ApplyConfiguration.
   */
  'applied'?: (boolean);
  /**
   * As for ApplyConfiguration.
   */
  'changes'?: (_stellwerk_control_v1_ConfigurationChange)[];
  /**
   * As for ApplyConfiguration.
   */
  'losses'?: (string)[];
}

/**
 * What was changed.
 */
export interface RollbackConfigurationResponse__Output {
  /**
   * The version in force now: a new one with the old files.
   */
  'version': (number);
  /**
   * As for ApplyConfiguration.
   */
  'applied': (boolean);
  /**
   * As for ApplyConfiguration.
   */
  'changes': (_stellwerk_control_v1_ConfigurationChange__Output)[];
  /**
   * As for ApplyConfiguration.
   */
  'losses': (string)[];
}

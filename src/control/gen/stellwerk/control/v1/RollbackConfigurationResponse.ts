// Original file: proto/stellwerk/control/v1/configuration.proto

import type { ConfigurationChange as _stellwerk_control_v1_ConfigurationChange, ConfigurationChange__Output as _stellwerk_control_v1_ConfigurationChange__Output } from '../../../stellwerk/control/v1/ConfigurationChange.ts';

/**
 * The result of the change.
 */
export interface RollbackConfigurationResponse {
  /**
   * The version now in force: a new version with the old files.
   */
  'version'?: (number);
  /**
   * As in ApplyConfiguration.
   */
  'applied'?: (boolean);
  /**
   * As in ApplyConfiguration.
   */
  'changes'?: (_stellwerk_control_v1_ConfigurationChange)[];
  /**
   * As in ApplyConfiguration.
   */
  'losses'?: (string)[];
}

/**
 * The result of the change.
 */
export interface RollbackConfigurationResponse__Output {
  /**
   * The version now in force: a new version with the old files.
   */
  'version': (number);
  /**
   * As in ApplyConfiguration.
   */
  'applied': (boolean);
  /**
   * As in ApplyConfiguration.
   */
  'changes': (_stellwerk_control_v1_ConfigurationChange__Output)[];
  /**
   * As in ApplyConfiguration.
   */
  'losses': (string)[];
}

// Original file: proto/stellwerk/control/v1/configuration.proto

import type { ConfigurationChange as _stellwerk_control_v1_ConfigurationChange, ConfigurationChange__Output as _stellwerk_control_v1_ConfigurationChange__Output } from '../../../stellwerk/control/v1/ConfigurationChange.ts';

/**
 * The differences.
 */
export interface DiffConfigurationResponse {
  /**
   * The version in force, which the configuration was compared with.
   */
  'version'?: (number);
  /**
   * The changes: connectors first, then streams and lanes. Anything not listed stays unchanged.
   */
  'changes'?: (_stellwerk_control_v1_ConfigurationChange)[];
  /**
   * What would be lost permanently, one sentence each. If not empty, applying needs
   * `allow_data_loss`.
   */
  'losses'?: (string)[];
}

/**
 * The differences.
 */
export interface DiffConfigurationResponse__Output {
  /**
   * The version in force, which the configuration was compared with.
   */
  'version': (number);
  /**
   * The changes: connectors first, then streams and lanes. Anything not listed stays unchanged.
   */
  'changes': (_stellwerk_control_v1_ConfigurationChange__Output)[];
  /**
   * What would be lost permanently, one sentence each. If not empty, applying needs
   * `allow_data_loss`.
   */
  'losses': (string)[];
}

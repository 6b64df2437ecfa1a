// Original file: proto/stellwerk/control/v1/configuration.proto

import type { ConfigurationChange as _stellwerk_control_v1_ConfigurationChange, ConfigurationChange__Output as _stellwerk_control_v1_ConfigurationChange__Output } from '../../../stellwerk/control/v1/ConfigurationChange.ts';

/**
 * What would change.
 */
export interface DiffConfigurationResponse {
  /**
   * The version in force, against which it was compared.
   */
  'version'?: (number);
  /**
   * Connectors first, then streams and lanes. What is not named stays as it is.
   */
  'changes'?: (_stellwerk_control_v1_ConfigurationChange)[];
  /**
   * What would be lost for good, a sentence each; applying it then needs `allow_data_loss`.
   */
  'losses'?: (string)[];
}

/**
 * What would change.
 */
export interface DiffConfigurationResponse__Output {
  /**
   * The version in force, against which it was compared.
   */
  'version': (number);
  /**
   * Connectors first, then streams and lanes. What is not named stays as it is.
   */
  'changes': (_stellwerk_control_v1_ConfigurationChange__Output)[];
  /**
   * What would be lost for good, a sentence each; applying it then needs `allow_data_loss`.
   */
  'losses': (string)[];
}

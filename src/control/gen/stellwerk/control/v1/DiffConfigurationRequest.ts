// Original file: proto/stellwerk/control/v1/configuration.proto

import type { ConfigurationBundle as _stellwerk_control_v1_ConfigurationBundle, ConfigurationBundle__Output as _stellwerk_control_v1_ConfigurationBundle__Output } from '../../../stellwerk/control/v1/ConfigurationBundle.ts';

/**
 * Request to compare a configuration with the version in force.
 */
export interface DiffConfigurationRequest {
  /**
   * The configuration with its files.
   */
  'bundle'?: (_stellwerk_control_v1_ConfigurationBundle | null);
}

/**
 * Request to compare a configuration with the version in force.
 */
export interface DiffConfigurationRequest__Output {
  /**
   * The configuration with its files.
   */
  'bundle': (_stellwerk_control_v1_ConfigurationBundle__Output | null);
}

// Original file: proto/stellwerk/control/v1/configuration.proto

import type { ConfigurationBundle as _stellwerk_control_v1_ConfigurationBundle, ConfigurationBundle__Output as _stellwerk_control_v1_ConfigurationBundle__Output } from '../../../stellwerk/control/v1/ConfigurationBundle.ts';

/**
 * Asks what would change.
 */
export interface DiffConfigurationRequest {
  /**
   * The configuration.
   */
  'bundle'?: (_stellwerk_control_v1_ConfigurationBundle | null);
}

/**
 * Asks what would change.
 */
export interface DiffConfigurationRequest__Output {
  /**
   * The configuration.
   */
  'bundle': (_stellwerk_control_v1_ConfigurationBundle__Output | null);
}

// Original file: proto/stellwerk/control/v1/configuration.proto

import type { ConfigurationVersion as _stellwerk_control_v1_ConfigurationVersion, ConfigurationVersion__Output as _stellwerk_control_v1_ConfigurationVersion__Output } from '../../../stellwerk/control/v1/ConfigurationVersion.ts';
import type { ConfigurationBundle as _stellwerk_control_v1_ConfigurationBundle, ConfigurationBundle__Output as _stellwerk_control_v1_ConfigurationBundle__Output } from '../../../stellwerk/control/v1/ConfigurationBundle.ts';

/**
 * A version with its files.
 */
export interface GetConfigurationResponse {
  /**
   * The version, and when it took effect.
   */
  'version'?: (_stellwerk_control_v1_ConfigurationVersion | null);
  /**
   * Its files. Secrets written in them appear as `***`, so these files must not be applied again;
   * use RollbackConfiguration instead.
   */
  'bundle'?: (_stellwerk_control_v1_ConfigurationBundle | null);
}

/**
 * A version with its files.
 */
export interface GetConfigurationResponse__Output {
  /**
   * The version, and when it took effect.
   */
  'version': (_stellwerk_control_v1_ConfigurationVersion__Output | null);
  /**
   * Its files. Secrets written in them appear as `***`, so these files must not be applied again;
   * use RollbackConfiguration instead.
   */
  'bundle': (_stellwerk_control_v1_ConfigurationBundle__Output | null);
}

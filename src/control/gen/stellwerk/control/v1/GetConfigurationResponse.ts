// Original file: proto/stellwerk/control/v1/configuration.proto

import type { ConfigurationVersion as _stellwerk_control_v1_ConfigurationVersion, ConfigurationVersion__Output as _stellwerk_control_v1_ConfigurationVersion__Output } from '../../../stellwerk/control/v1/ConfigurationVersion.ts';
import type { ConfigurationBundle as _stellwerk_control_v1_ConfigurationBundle, ConfigurationBundle__Output as _stellwerk_control_v1_ConfigurationBundle__Output } from '../../../stellwerk/control/v1/ConfigurationBundle.ts';

/**
 * A version.
 */
export interface GetConfigurationResponse {
  /**
   * Which, and when it took effect.
   */
  'version'?: (_stellwerk_control_v1_ConfigurationVersion | null);
  /**
   * Its files. Secrets that stand in them are `***`, so what is shown is not to be applied again; use a
   * rollback for that.
   */
  'bundle'?: (_stellwerk_control_v1_ConfigurationBundle | null);
}

/**
 * A version.
 */
export interface GetConfigurationResponse__Output {
  /**
   * Which, and when it took effect.
   */
  'version': (_stellwerk_control_v1_ConfigurationVersion__Output | null);
  /**
   * Its files. Secrets that stand in them are `***`, so what is shown is not to be applied again; use a
   * rollback for that.
   */
  'bundle': (_stellwerk_control_v1_ConfigurationBundle__Output | null);
}

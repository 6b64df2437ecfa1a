// Original file: proto/stellwerk/control/v1/configuration.proto

import type { ConfigurationChange as _stellwerk_control_v1_ConfigurationChange, ConfigurationChange__Output as _stellwerk_control_v1_ConfigurationChange__Output } from '../../../stellwerk/control/v1/ConfigurationChange.ts';

/**
 * The result of the change.
 */
export interface ApplyConfigurationResponse {
  /**
   * The version now in force.
   */
  'version'?: (number);
  /**
   * False in a dry run, or if the configuration was already in force.
   */
  'applied'?: (boolean);
  /**
   * The changes: connectors first, then streams and lanes. Anything not listed stayed unchanged.
   */
  'changes'?: (_stellwerk_control_v1_ConfigurationChange)[];
  /**
   * What was lost permanently, or would be in a dry run, one sentence each.
   */
  'losses'?: (string)[];
}

/**
 * The result of the change.
 */
export interface ApplyConfigurationResponse__Output {
  /**
   * The version now in force.
   */
  'version': (number);
  /**
   * False in a dry run, or if the configuration was already in force.
   */
  'applied': (boolean);
  /**
   * The changes: connectors first, then streams and lanes. Anything not listed stayed unchanged.
   */
  'changes': (_stellwerk_control_v1_ConfigurationChange__Output)[];
  /**
   * What was lost permanently, or would be in a dry run, one sentence each.
   */
  'losses': (string)[];
}

// Original file: proto/stellwerk/control/v1/configuration.proto

import type { ConfigurationChange as _stellwerk_control_v1_ConfigurationChange, ConfigurationChange__Output as _stellwerk_control_v1_ConfigurationChange__Output } from '../../../stellwerk/control/v1/ConfigurationChange.ts';

/**
 * What was changed.
 */
export interface ApplyConfigurationResponse {
  /**
   * The version in force now.
   */
  'version'?: (number);
  /**
   * False in a dry run, and when it was in force already.
   */
  'applied'?: (boolean);
  /**
   * Connectors first, then streams and lanes. What is not named stayed as it was.
   */
  'changes'?: (_stellwerk_control_v1_ConfigurationChange)[];
  /**
   * What was lost for good, or would be, a sentence each.
   */
  'losses'?: (string)[];
}

/**
 * What was changed.
 */
export interface ApplyConfigurationResponse__Output {
  /**
   * The version in force now.
   */
  'version': (number);
  /**
   * False in a dry run, and when it was in force already.
   */
  'applied': (boolean);
  /**
   * Connectors first, then streams and lanes. What is not named stayed as it was.
   */
  'changes': (_stellwerk_control_v1_ConfigurationChange__Output)[];
  /**
   * What was lost for good, or would be, a sentence each.
   */
  'losses': (string)[];
}

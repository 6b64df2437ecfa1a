// Original file: proto/stellwerk/control/v1/configuration.proto

import type { ConfigurationEffect as _stellwerk_control_v1_ConfigurationEffect, ConfigurationEffect__Output as _stellwerk_control_v1_ConfigurationEffect__Output } from '../../../stellwerk/control/v1/ConfigurationEffect.ts';
import type { SettingDifference as _stellwerk_control_v1_SettingDifference, SettingDifference__Output as _stellwerk_control_v1_SettingDifference__Output } from '../../../stellwerk/control/v1/SettingDifference.ts';

/**
 * A connector, stream or lane that differs.
 */
export interface ConfigurationChange {
  /**
   * `connector`, `stream` or `lane`.
   */
  'kind'?: (string);
  /**
   * Its name.
   */
  'name'?: (string);
  /**
   * How it changes.
   */
  'effect'?: (_stellwerk_control_v1_ConfigurationEffect);
  /**
   * The settings that differ; all settings if it is new or removed.
   */
  'settings'?: (_stellwerk_control_v1_SettingDifference)[];
}

/**
 * A connector, stream or lane that differs.
 */
export interface ConfigurationChange__Output {
  /**
   * `connector`, `stream` or `lane`.
   */
  'kind': (string);
  /**
   * Its name.
   */
  'name': (string);
  /**
   * How it changes.
   */
  'effect': (_stellwerk_control_v1_ConfigurationEffect__Output);
  /**
   * The settings that differ; all settings if it is new or removed.
   */
  'settings': (_stellwerk_control_v1_SettingDifference__Output)[];
}

// Original file: proto/stellwerk/control/v1/configuration.proto

/**
 * How a connector, stream or lane changes.
 */
export const ConfigurationEffect = {
  /**
   * Never sent.
   */
  CONFIGURATION_EFFECT_UNSPECIFIED: 'CONFIGURATION_EFFECT_UNSPECIFIED',
  /**
   * It is new.
   */
  CONFIGURATION_EFFECT_ADDED: 'CONFIGURATION_EFFECT_ADDED',
  /**
   * It is no longer configured. It ends once its work in flight is settled.
   */
  CONFIGURATION_EFFECT_REMOVED: 'CONFIGURATION_EFFECT_REMOVED',
  /**
   * Some of its settings differ.
   */
  CONFIGURATION_EFFECT_CHANGED: 'CONFIGURATION_EFFECT_CHANGED',
} as const;

/**
 * How a connector, stream or lane changes.
 */
export type ConfigurationEffect =
  /**
   * Never sent.
   */
  | 'CONFIGURATION_EFFECT_UNSPECIFIED'
  | 0
  /**
   * It is new.
   */
  | 'CONFIGURATION_EFFECT_ADDED'
  | 1
  /**
   * It is no longer configured. It ends once its work in flight is settled.
   */
  | 'CONFIGURATION_EFFECT_REMOVED'
  | 2
  /**
   * Some of its settings differ.
   */
  | 'CONFIGURATION_EFFECT_CHANGED'
  | 3

/**
 * How a connector, stream or lane changes.
 */
export type ConfigurationEffect__Output = typeof ConfigurationEffect[keyof typeof ConfigurationEffect]

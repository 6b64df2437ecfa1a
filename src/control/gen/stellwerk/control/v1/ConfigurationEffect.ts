// Original file: proto/stellwerk/control/v1/configuration.proto

/**
 * What happens to a connector, stream or lane.
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
   * It is configured no more: it ends when its work in flight has settled.
   */
  CONFIGURATION_EFFECT_REMOVED: 'CONFIGURATION_EFFECT_REMOVED',
  /**
   * Some of its settings are others.
   */
  CONFIGURATION_EFFECT_CHANGED: 'CONFIGURATION_EFFECT_CHANGED',
} as const;

/**
 * What happens to a connector, stream or lane.
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
   * It is configured no more: it ends when its work in flight has settled.
   */
  | 'CONFIGURATION_EFFECT_REMOVED'
  | 2
  /**
   * Some of its settings are others.
   */
  | 'CONFIGURATION_EFFECT_CHANGED'
  | 3

/**
 * What happens to a connector, stream or lane.
 */
export type ConfigurationEffect__Output = typeof ConfigurationEffect[keyof typeof ConfigurationEffect]

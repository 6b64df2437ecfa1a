// Original file: proto/stellwerk/control/v1/connectors.proto

/**
 * What a connector is doing.
 */
export const ConnectorState = {
  /**
   * Never sent.
   */
  CONNECTOR_STATE_UNSPECIFIED: 'CONNECTOR_STATE_UNSPECIFIED',
  /**
   * Being checked for the first time or again.
   */
  CONNECTOR_STATE_CHECKING: 'CONNECTOR_STATE_CHECKING',
  /**
   * Usable as far as is known: its circuit is closed.
   */
  CONNECTOR_STATE_READY: 'CONNECTOR_STATE_READY',
  /**
   * Its circuit is open: the system cannot be reached or does not do its work. Its streams and lanes
   * are held and no attempt is counted; it is probed again by itself.
   */
  CONNECTOR_STATE_UNAVAILABLE: 'CONNECTOR_STATE_UNAVAILABLE',
  /**
   * Paused by a person.
   */
  CONNECTOR_STATE_PAUSED: 'CONNECTOR_STATE_PAUSED',
  /**
   * Gave up; a person is needed.
   */
  CONNECTOR_STATE_FAILED: 'CONNECTOR_STATE_FAILED',
  /**
   * Its circuit is half open: the probe succeeded, and one lane or stream tries whether the system
   * does its work again, while the others are still held.
   */
  CONNECTOR_STATE_TRIAL: 'CONNECTOR_STATE_TRIAL',
} as const;

/**
 * What a connector is doing.
 */
export type ConnectorState =
  /**
   * Never sent.
   */
  | 'CONNECTOR_STATE_UNSPECIFIED'
  | 0
  /**
   * Being checked for the first time or again.
   */
  | 'CONNECTOR_STATE_CHECKING'
  | 1
  /**
   * Usable as far as is known: its circuit is closed.
   */
  | 'CONNECTOR_STATE_READY'
  | 2
  /**
   * Its circuit is open: the system cannot be reached or does not do its work. Its streams and lanes
   * are held and no attempt is counted; it is probed again by itself.
   */
  | 'CONNECTOR_STATE_UNAVAILABLE'
  | 3
  /**
   * Paused by a person.
   */
  | 'CONNECTOR_STATE_PAUSED'
  | 4
  /**
   * Gave up; a person is needed.
   */
  | 'CONNECTOR_STATE_FAILED'
  | 5
  /**
   * Its circuit is half open: the probe succeeded, and one lane or stream tries whether the system
   * does its work again, while the others are still held.
   */
  | 'CONNECTOR_STATE_TRIAL'
  | 6

/**
 * What a connector is doing.
 */
export type ConnectorState__Output = typeof ConnectorState[keyof typeof ConnectorState]

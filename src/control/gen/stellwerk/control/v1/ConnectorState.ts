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
   * The last check succeeded.
   */
  CONNECTOR_STATE_READY: 'CONNECTOR_STATE_READY',
  /**
   * The last check or call failed for a reason that passes; it is probed again by itself.
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
   * The last check succeeded.
   */
  | 'CONNECTOR_STATE_READY'
  | 2
  /**
   * The last check or call failed for a reason that passes; it is probed again by itself.
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
 * What a connector is doing.
 */
export type ConnectorState__Output = typeof ConnectorState[keyof typeof ConnectorState]

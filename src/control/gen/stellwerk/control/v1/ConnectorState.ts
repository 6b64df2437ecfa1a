// Original file: proto/stellwerk/control/v1/connectors.proto

/**
 * The state of a connector.
 */
export const ConnectorState = {
  /**
   * Never sent.
   */
  CONNECTOR_STATE_UNSPECIFIED: 'CONNECTOR_STATE_UNSPECIFIED',
  /**
   * The hub is checking it, for the first time or again.
   */
  CONNECTOR_STATE_CHECKING: 'CONNECTOR_STATE_CHECKING',
  /**
   * Usable as far as the hub knows: its circuit is closed.
   */
  CONNECTOR_STATE_READY: 'CONNECTOR_STATE_READY',
  /**
   * Its circuit is open: the system cannot be reached or does not do its work. Its streams and
   * lanes are held and no attempt is counted. The hub probes it again automatically.
   */
  CONNECTOR_STATE_UNAVAILABLE: 'CONNECTOR_STATE_UNAVAILABLE',
  /**
   * Paused by an operator.
   */
  CONNECTOR_STATE_PAUSED: 'CONNECTOR_STATE_PAUSED',
  /**
   * The hub gave up; an operator has to act.
   */
  CONNECTOR_STATE_FAILED: 'CONNECTOR_STATE_FAILED',
  /**
   * Its circuit is half open: the probe succeeded, and one lane or stream tests whether the system
   * does its work again, while the others are still held.
   */
  CONNECTOR_STATE_TRIAL: 'CONNECTOR_STATE_TRIAL',
} as const;

/**
 * The state of a connector.
 */
export type ConnectorState =
  /**
   * Never sent.
   */
  | 'CONNECTOR_STATE_UNSPECIFIED'
  | 0
  /**
   * The hub is checking it, for the first time or again.
   */
  | 'CONNECTOR_STATE_CHECKING'
  | 1
  /**
   * Usable as far as the hub knows: its circuit is closed.
   */
  | 'CONNECTOR_STATE_READY'
  | 2
  /**
   * Its circuit is open: the system cannot be reached or does not do its work. Its streams and
   * lanes are held and no attempt is counted. The hub probes it again automatically.
   */
  | 'CONNECTOR_STATE_UNAVAILABLE'
  | 3
  /**
   * Paused by an operator.
   */
  | 'CONNECTOR_STATE_PAUSED'
  | 4
  /**
   * The hub gave up; an operator has to act.
   */
  | 'CONNECTOR_STATE_FAILED'
  | 5
  /**
   * Its circuit is half open: the probe succeeded, and one lane or stream tests whether the system
   * does its work again, while the others are still held.
   */
  | 'CONNECTOR_STATE_TRIAL'
  | 6

/**
 * The state of a connector.
 */
export type ConnectorState__Output = typeof ConnectorState[keyof typeof ConnectorState]

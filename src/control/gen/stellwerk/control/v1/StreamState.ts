// Original file: proto/stellwerk/control/v1/streams.proto

/**
 * The state of a stream.
 */
export const StreamState = {
  /**
   * Never sent.
   */
  STREAM_STATE_UNSPECIFIED: 'STREAM_STATE_UNSPECIFIED',
  /**
   * Nothing to do until the next run.
   */
  STREAM_STATE_IDLE: 'STREAM_STATE_IDLE',
  /**
   * A run is in progress.
   */
  STREAM_STATE_READING: 'STREAM_STATE_READING',
  /**
   * It failed for a transient reason. The hub retries it automatically.
   */
  STREAM_STATE_WAITING: 'STREAM_STATE_WAITING',
  /**
   * The stream is full or NATS is unavailable; reading waits.
   */
  STREAM_STATE_BLOCKED: 'STREAM_STATE_BLOCKED',
  /**
   * An operator paused it or its connector.
   */
  STREAM_STATE_PAUSED: 'STREAM_STATE_PAUSED',
  /**
   * The hub gave up; an operator has to act.
   */
  STREAM_STATE_FAILED: 'STREAM_STATE_FAILED',
  /**
   * The circuit of its connector is open, or the connector has failed: the source is not read. A run
   * that falls due meanwhile takes place once the source does its work again.
   */
  STREAM_STATE_HELD: 'STREAM_STATE_HELD',
} as const;

/**
 * The state of a stream.
 */
export type StreamState =
  /**
   * Never sent.
   */
  | 'STREAM_STATE_UNSPECIFIED'
  | 0
  /**
   * Nothing to do until the next run.
   */
  | 'STREAM_STATE_IDLE'
  | 1
  /**
   * A run is in progress.
   */
  | 'STREAM_STATE_READING'
  | 2
  /**
   * It failed for a transient reason. The hub retries it automatically.
   */
  | 'STREAM_STATE_WAITING'
  | 3
  /**
   * The stream is full or NATS is unavailable; reading waits.
   */
  | 'STREAM_STATE_BLOCKED'
  | 4
  /**
   * An operator paused it or its connector.
   */
  | 'STREAM_STATE_PAUSED'
  | 5
  /**
   * The hub gave up; an operator has to act.
   */
  | 'STREAM_STATE_FAILED'
  | 6
  /**
   * The circuit of its connector is open, or the connector has failed: the source is not read. A run
   * that falls due meanwhile takes place once the source does its work again.
   */
  | 'STREAM_STATE_HELD'
  | 7

/**
 * The state of a stream.
 */
export type StreamState__Output = typeof StreamState[keyof typeof StreamState]

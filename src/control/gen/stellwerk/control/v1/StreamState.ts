// Original file: proto/stellwerk/control/v1/streams.proto

/**
 * What a stream is doing.
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
   * A run is under way.
   */
  STREAM_STATE_READING: 'STREAM_STATE_READING',
  /**
   * Failed for a reason that passes; tried again by itself.
   */
  STREAM_STATE_WAITING: 'STREAM_STATE_WAITING',
  /**
   * The stream is full or the bus is away; reading waits.
   */
  STREAM_STATE_BLOCKED: 'STREAM_STATE_BLOCKED',
  /**
   * Paused by a person, or its connector is paused or has failed.
   */
  STREAM_STATE_PAUSED: 'STREAM_STATE_PAUSED',
  /**
   * Gave up; a person is needed.
   */
  STREAM_STATE_FAILED: 'STREAM_STATE_FAILED',
  /**
   * The circuit of its connector is open: the source is not read. A run that falls due meanwhile is
   * made up for when the source does its work again.
   */
  STREAM_STATE_HELD: 'STREAM_STATE_HELD',
} as const;

/**
 * What a stream is doing.
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
   * A run is under way.
   */
  | 'STREAM_STATE_READING'
  | 2
  /**
   * Failed for a reason that passes; tried again by itself.
   */
  | 'STREAM_STATE_WAITING'
  | 3
  /**
   * The stream is full or the bus is away; reading waits.
   */
  | 'STREAM_STATE_BLOCKED'
  | 4
  /**
   * Paused by a person, or its connector is paused or has failed.
   */
  | 'STREAM_STATE_PAUSED'
  | 5
  /**
   * Gave up; a person is needed.
   */
  | 'STREAM_STATE_FAILED'
  | 6
  /**
   * The circuit of its connector is open: the source is not read. A run that falls due meanwhile is
   * made up for when the source does its work again.
   */
  | 'STREAM_STATE_HELD'
  | 7

/**
 * What a stream is doing.
 */
export type StreamState__Output = typeof StreamState[keyof typeof StreamState]

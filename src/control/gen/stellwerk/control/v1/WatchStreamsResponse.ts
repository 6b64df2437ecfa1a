// Original file: proto/stellwerk/control/v1/streams.proto

import type { StreamStatus as _stellwerk_control_v1_StreamStatus, StreamStatus__Output as _stellwerk_control_v1_StreamStatus__Output } from '../../../stellwerk/control/v1/StreamStatus.ts';

/**
 * The full state first, then changes.
 */
export interface WatchStreamsResponse {
  /**
   * All streams in the first message; later, those whose status differs from what was last sent.
   * Each status is complete.
   */
  'streams'?: (_stellwerk_control_v1_StreamStatus)[];
  /**
   * Names of streams that are no longer configured; empty in the first message.
   */
  'removed'?: (string)[];
}

/**
 * The full state first, then changes.
 */
export interface WatchStreamsResponse__Output {
  /**
   * All streams in the first message; later, those whose status differs from what was last sent.
   * Each status is complete.
   */
  'streams': (_stellwerk_control_v1_StreamStatus__Output)[];
  /**
   * Names of streams that are no longer configured; empty in the first message.
   */
  'removed': (string)[];
}

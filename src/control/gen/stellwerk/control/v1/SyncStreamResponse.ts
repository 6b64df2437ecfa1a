// Original file: proto/stellwerk/control/v1/streams.proto

import type { StreamStatus as _stellwerk_control_v1_StreamStatus, StreamStatus__Output as _stellwerk_control_v1_StreamStatus__Output } from '../../../stellwerk/control/v1/StreamStatus.ts';

/**
 * The result of the request.
 */
export interface SyncStreamResponse {
  /**
   * Its status after the request was accepted.
   */
  'stream'?: (_stellwerk_control_v1_StreamStatus | null);
}

/**
 * The result of the request.
 */
export interface SyncStreamResponse__Output {
  /**
   * Its status after the request was accepted.
   */
  'stream': (_stellwerk_control_v1_StreamStatus__Output | null);
}

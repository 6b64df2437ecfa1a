// Original file: proto/stellwerk/control/v1/streams.proto

import type { StreamStatus as _stellwerk_control_v1_StreamStatus, StreamStatus__Output as _stellwerk_control_v1_StreamStatus__Output } from '../../../stellwerk/control/v1/StreamStatus.ts';

/**
 * A stream.
 */
export interface GetStreamResponse {
  /**
   * Its current status.
   */
  'stream'?: (_stellwerk_control_v1_StreamStatus | null);
}

/**
 * A stream.
 */
export interface GetStreamResponse__Output {
  /**
   * Its current status.
   */
  'stream': (_stellwerk_control_v1_StreamStatus__Output | null);
}

// Original file: proto/stellwerk/control/v1/streams.proto

import type { StreamStatus as _stellwerk_control_v1_StreamStatus, StreamStatus__Output as _stellwerk_control_v1_StreamStatus__Output } from '../../../stellwerk/control/v1/StreamStatus.ts';

/**
 * The order was carried out.
 */
export interface ResumeStreamResponse {
  /**
   * Its status after the order was taken.
   */
  'stream'?: (_stellwerk_control_v1_StreamStatus | null);
}

/**
 * The order was carried out.
 */
export interface ResumeStreamResponse__Output {
  /**
   * Its status after the order was taken.
   */
  'stream': (_stellwerk_control_v1_StreamStatus__Output | null);
}

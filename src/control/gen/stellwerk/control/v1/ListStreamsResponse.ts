// Original file: proto/stellwerk/control/v1/streams.proto

import type { StreamStatus as _stellwerk_control_v1_StreamStatus, StreamStatus__Output as _stellwerk_control_v1_StreamStatus__Output } from '../../../stellwerk/control/v1/StreamStatus.ts';

/**
 * A page of streams.
 */
export interface ListStreamsResponse {
  /**
   * In the order of the configuration.
   */
  'streams'?: (_stellwerk_control_v1_StreamStatus)[];
  /**
   * Asks for the next page; empty when this is the last.
   */
  'nextPageToken'?: (string);
}

/**
 * A page of streams.
 */
export interface ListStreamsResponse__Output {
  /**
   * In the order of the configuration.
   */
  'streams': (_stellwerk_control_v1_StreamStatus__Output)[];
  /**
   * Asks for the next page; empty when this is the last.
   */
  'nextPageToken': (string);
}

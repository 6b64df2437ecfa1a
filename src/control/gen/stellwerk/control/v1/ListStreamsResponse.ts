// Original file: proto/stellwerk/control/v1/streams.proto

import type { StreamStatus as _stellwerk_control_v1_StreamStatus, StreamStatus__Output as _stellwerk_control_v1_StreamStatus__Output } from '../../../stellwerk/control/v1/StreamStatus.ts';

/**
 * A page of streams.
 */
export interface ListStreamsResponse {
  /**
   * The streams, in the order of the configuration.
   */
  'streams'?: (_stellwerk_control_v1_StreamStatus)[];
  /**
   * Token of the next page; empty if this is the last page.
   */
  'nextPageToken'?: (string);
}

/**
 * A page of streams.
 */
export interface ListStreamsResponse__Output {
  /**
   * The streams, in the order of the configuration.
   */
  'streams': (_stellwerk_control_v1_StreamStatus__Output)[];
  /**
   * Token of the next page; empty if this is the last page.
   */
  'nextPageToken': (string);
}

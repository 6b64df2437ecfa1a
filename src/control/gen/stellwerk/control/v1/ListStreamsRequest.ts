// Original file: proto/stellwerk/control/v1/streams.proto

import type { StreamState as _stellwerk_control_v1_StreamState, StreamState__Output as _stellwerk_control_v1_StreamState__Output } from '../../../stellwerk/control/v1/StreamState.ts';

/**
 * Asks for streams: all that is given must hold. An empty request asks for all.
 */
export interface ListStreamsRequest {
  /**
   * Streams wanted at most, 1 to 1,000; 0: 1,000. So one answer holds all of a hub with fewer.
   */
  'pageSize'?: (number);
  /**
   * Empty for the first page; else the `next_page_token` of the page before, with the same filters.
   */
  'pageToken'?: (string);
  /**
   * Only those whose name begins so; empty: any.
   */
  'namePrefix'?: (string);
  /**
   * Only those that read from this connector; empty: any.
   */
  'connector'?: (string);
  /**
   * Only those in one of these states; empty: any.
   */
  'states'?: (_stellwerk_control_v1_StreamState)[];
}

/**
 * Asks for streams: all that is given must hold. An empty request asks for all.
 */
export interface ListStreamsRequest__Output {
  /**
   * Streams wanted at most, 1 to 1,000; 0: 1,000. So one answer holds all of a hub with fewer.
   */
  'pageSize': (number);
  /**
   * Empty for the first page; else the `next_page_token` of the page before, with the same filters.
   */
  'pageToken': (string);
  /**
   * Only those whose name begins so; empty: any.
   */
  'namePrefix': (string);
  /**
   * Only those that read from this connector; empty: any.
   */
  'connector': (string);
  /**
   * Only those in one of these states; empty: any.
   */
  'states': (_stellwerk_control_v1_StreamState__Output)[];
}

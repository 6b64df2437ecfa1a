// Original file: proto/stellwerk/control/v1/streams.proto

import type { StreamState as _stellwerk_control_v1_StreamState, StreamState__Output as _stellwerk_control_v1_StreamState__Output } from '../../../stellwerk/control/v1/StreamState.ts';

/**
 * Request for a page of streams. A stream must match every filter that is set.
 */
export interface ListStreamsRequest {
  /**
   * The maximum number of streams in the page, 1 to 1,000. 0 means 1,000, so one response holds all
   * streams of a hub with no more than that.
   */
  'pageSize'?: (number);
  /**
   * The `next_page_token` of the previous page, with the same filters. Empty for the first page.
   */
  'pageToken'?: (string);
  /**
   * Only streams whose name begins with this. Empty: any.
   */
  'namePrefix'?: (string);
  /**
   * Only streams that read from this connector. Empty: any.
   */
  'connector'?: (string);
  /**
   * Only streams in one of these states. Empty: any.
   */
  'states'?: (_stellwerk_control_v1_StreamState)[];
}

/**
 * Request for a page of streams. A stream must match every filter that is set.
 */
export interface ListStreamsRequest__Output {
  /**
   * The maximum number of streams in the page, 1 to 1,000. 0 means 1,000, so one response holds all
   * streams of a hub with no more than that.
   */
  'pageSize': (number);
  /**
   * The `next_page_token` of the previous page, with the same filters. Empty for the first page.
   */
  'pageToken': (string);
  /**
   * Only streams whose name begins with this. Empty: any.
   */
  'namePrefix': (string);
  /**
   * Only streams that read from this connector. Empty: any.
   */
  'connector': (string);
  /**
   * Only streams in one of these states. Empty: any.
   */
  'states': (_stellwerk_control_v1_StreamState__Output)[];
}

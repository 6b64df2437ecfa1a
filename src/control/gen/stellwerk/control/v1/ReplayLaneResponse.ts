// Original file: proto/stellwerk/control/v1/lanes.proto

import type { Long } from '@grpc/proto-loader';

/**
 * The replay was stored.
 */
export interface ReplayLaneResponse {
  /**
   * Number of records that will be delivered again.
   */
  'records'?: (number | string | Long);
}

/**
 * The replay was stored.
 */
export interface ReplayLaneResponse__Output {
  /**
   * Number of records that will be delivered again.
   */
  'records': (number);
}

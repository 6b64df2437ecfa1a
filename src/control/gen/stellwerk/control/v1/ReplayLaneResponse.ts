// Original file: proto/stellwerk/control/v1/lanes.proto

import type { Long } from '@grpc/proto-loader';

/**
 * The order was stored.
 */
export interface ReplayLaneResponse {
  /**
   * How many records come again.
   */
  'records'?: (number | string | Long);
}

/**
 * The order was stored.
 */
export interface ReplayLaneResponse__Output {
  /**
   * How many records come again.
   */
  'records': (number);
}

// Original file: proto/stellwerk/control/v1/streams.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Records that a system sent on its own since the stream was created.
 */
export interface ArrivalStatus {
  /**
   * Records stored, and hints recorded.
   */
  'accepted'?: (number | string | Long);
  /**
   * Records already known, which were not stored again.
   */
  'duplicates'?: (number | string | Long);
  /**
   * Rows that could not become records; kept as dead letters.
   */
  'rejected'?: (number | string | Long);
}

/**
 * Records that a system sent on its own since the stream was created.
 */
export interface ArrivalStatus__Output {
  /**
   * Records stored, and hints recorded.
   */
  'accepted': (number);
  /**
   * Records already known, which were not stored again.
   */
  'duplicates': (number);
  /**
   * Rows that could not become records; kept as dead letters.
   */
  'rejected': (number);
}

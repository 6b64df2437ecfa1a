// Original file: proto/stellwerk/control/v1/streams.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Records that a system brought by itself since the stream exists.
 */
export interface ArrivalStatus {
  /**
   * Stored, or hints noted.
   */
  'accepted'?: (number | string | Long);
  /**
   * Known before, and not stored again.
   */
  'duplicates'?: (number | string | Long);
  /**
   * Could not be records; kept as dead letters.
   */
  'rejected'?: (number | string | Long);
}

/**
 * Records that a system brought by itself since the stream exists.
 */
export interface ArrivalStatus__Output {
  /**
   * Stored, or hints noted.
   */
  'accepted': (number);
  /**
   * Known before, and not stored again.
   */
  'duplicates': (number);
  /**
   * Could not be records; kept as dead letters.
   */
  'rejected': (number);
}

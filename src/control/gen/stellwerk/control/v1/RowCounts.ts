// Original file: proto/stellwerk/control/v1/streams.proto

import type { Long } from '@grpc/proto-loader';

/**
 * What became of the rows that a source gave.
 */
export interface RowCounts {
  /**
   * Rows that the source gave.
   */
  'read'?: (number | string | Long);
  /**
   * Records stored in the stream.
   */
  'stored'?: (number | string | Long);
  /**
   * Rows read again by the overlap window and known already.
   */
  'skipped'?: (number | string | Long);
  /**
   * Rows that could not become records, dead-lettered at intake.
   */
  'rejected'?: (number | string | Long);
}

/**
 * What became of the rows that a source gave.
 */
export interface RowCounts__Output {
  /**
   * Rows that the source gave.
   */
  'read': (number);
  /**
   * Records stored in the stream.
   */
  'stored': (number);
  /**
   * Rows read again by the overlap window and known already.
   */
  'skipped': (number);
  /**
   * Rows that could not become records, dead-lettered at intake.
   */
  'rejected': (number);
}

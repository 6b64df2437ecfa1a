// Original file: proto/stellwerk/control/v1/streams.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Outcome of the rows that a source returned.
 */
export interface RowCounts {
  /**
   * Rows that the source returned.
   */
  'read'?: (number | string | Long);
  /**
   * Records stored in the stream.
   */
  'stored'?: (number | string | Long);
  /**
   * Rows that the overlap window read again and that were already known.
   */
  'skipped'?: (number | string | Long);
  /**
   * Rows that could not become records, dead-lettered at intake.
   */
  'rejected'?: (number | string | Long);
}

/**
 * Outcome of the rows that a source returned.
 */
export interface RowCounts__Output {
  /**
   * Rows that the source returned.
   */
  'read': (number);
  /**
   * Records stored in the stream.
   */
  'stored': (number);
  /**
   * Rows that the overlap window read again and that were already known.
   */
  'skipped': (number);
  /**
   * Rows that could not become records, dead-lettered at intake.
   */
  'rejected': (number);
}

// Original file: proto/stellwerk/control/v1/audit.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A position in the chain.
 */
export interface AuditPoint {
  /**
   * Sequence number of the row; 0 is the position before the first row.
   */
  'seq'?: (number | string | Long);
  /**
   * The row's hash: 64 hexadecimal digits.
   */
  'hash'?: (string);
}

/**
 * A position in the chain.
 */
export interface AuditPoint__Output {
  /**
   * Sequence number of the row; 0 is the position before the first row.
   */
  'seq': (number);
  /**
   * The row's hash: 64 hexadecimal digits.
   */
  'hash': (string);
}

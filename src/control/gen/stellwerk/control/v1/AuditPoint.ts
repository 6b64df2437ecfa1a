// Original file: proto/stellwerk/control/v1/audit.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A place in the chain.
 */
export interface AuditPoint {
  /**
   * The row; 0: before the first.
   */
  'seq'?: (number | string | Long);
  /**
   * Its hash, 64 hexadecimal digits.
   */
  'hash'?: (string);
}

/**
 * A place in the chain.
 */
export interface AuditPoint__Output {
  /**
   * The row; 0: before the first.
   */
  'seq': (number);
  /**
   * Its hash, 64 hexadecimal digits.
   */
  'hash': (string);
}

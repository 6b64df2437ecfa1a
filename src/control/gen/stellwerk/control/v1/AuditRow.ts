// Original file: proto/stellwerk/control/v1/audit.proto

import type { Long } from '@grpc/proto-loader';

/**
 * One row as it was hashed.
 */
export interface AuditRow {
  /**
   * Sequence number. The first row ever written has 1, and there are no gaps.
   */
  'seq'?: (number | string | Long);
  /**
   * The entry in canonical JSON, byte for byte as it was hashed.
   */
  'entryJson'?: (string);
  /**
   * The row's hash: 64 hexadecimal digits.
   */
  'hash'?: (string);
}

/**
 * One row as it was hashed.
 */
export interface AuditRow__Output {
  /**
   * Sequence number. The first row ever written has 1, and there are no gaps.
   */
  'seq': (number);
  /**
   * The entry in canonical JSON, byte for byte as it was hashed.
   */
  'entryJson': (string);
  /**
   * The row's hash: 64 hexadecimal digits.
   */
  'hash': (string);
}

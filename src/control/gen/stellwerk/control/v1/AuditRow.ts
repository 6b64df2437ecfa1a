// Original file: proto/stellwerk/control/v1/audit.proto

import type { Long } from '@grpc/proto-loader';

/**
 * One row as it was hashed.
 */
export interface AuditRow {
  /**
   * 1 for the first ever; no number is left out.
   */
  'seq'?: (number | string | Long);
  /**
   * The entry in canonical JSON, to the byte.
   */
  'entryJson'?: (string);
  /**
   * 64 hexadecimal digits.
   */
  'hash'?: (string);
}

/**
 * One row as it was hashed.
 */
export interface AuditRow__Output {
  /**
   * 1 for the first ever; no number is left out.
   */
  'seq': (number);
  /**
   * The entry in canonical JSON, to the byte.
   */
  'entryJson': (string);
  /**
   * 64 hexadecimal digits.
   */
  'hash': (string);
}

// Original file: proto/stellwerk/control/v1/plans.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Number of records in which a field changes.
 */
export interface FieldCount {
  /**
   * Dotted path of the field.
   */
  'path'?: (string);
  /**
   * Number of records.
   */
  'records'?: (number | string | Long);
}

/**
 * Number of records in which a field changes.
 */
export interface FieldCount__Output {
  /**
   * Dotted path of the field.
   */
  'path': (string);
  /**
   * Number of records.
   */
  'records': (number);
}

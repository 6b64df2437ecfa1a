// Original file: proto/stellwerk/control/v1/plans.proto

import type { Long } from '@grpc/proto-loader';

/**
 * How many records a field changes in.
 */
export interface FieldCount {
  /**
   * Dotted path.
   */
  'path'?: (string);
  /**
   * How many.
   */
  'records'?: (number | string | Long);
}

/**
 * How many records a field changes in.
 */
export interface FieldCount__Output {
  /**
   * Dotted path.
   */
  'path': (string);
  /**
   * How many.
   */
  'records': (number);
}

// Original file: proto/stellwerk/control/v1/verify.proto

import type { Long } from '@grpc/proto-loader';

/**
 * The progress of a comparison.
 */
export interface VerifyProgress {
  /**
   * Number of rows read from the source so far.
   */
  'read'?: (number | string | Long);
  /**
   * Number of ids listed so far from the lane's target, to find surplus records; 0 before that
   * begins.
   */
  'listed'?: (number | string | Long);
}

/**
 * The progress of a comparison.
 */
export interface VerifyProgress__Output {
  /**
   * Number of rows read from the source so far.
   */
  'read': (number);
  /**
   * Number of ids listed so far from the lane's target, to find surplus records; 0 before that
   * begins.
   */
  'listed': (number);
}

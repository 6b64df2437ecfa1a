// Original file: proto/stellwerk/control/v1/verify.proto

import type { Long } from '@grpc/proto-loader';

/**
 * How far a comparison is.
 */
export interface VerifyProgress {
  /**
   * Rows of the source read so far.
   */
  'read'?: (number | string | Long);
  /**
   * Ids of the lane's target listed so far, to find surplus ones; 0 before that begins.
   */
  'listed'?: (number | string | Long);
}

/**
 * How far a comparison is.
 */
export interface VerifyProgress__Output {
  /**
   * Rows of the source read so far.
   */
  'read': (number);
  /**
   * Ids of the lane's target listed so far, to find surplus ones; 0 before that begins.
   */
  'listed': (number);
}

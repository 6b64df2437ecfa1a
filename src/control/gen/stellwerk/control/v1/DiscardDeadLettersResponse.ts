// Original file: proto/stellwerk/control/v1/dead_letters.proto

import type { Long } from '@grpc/proto-loader';

/**
 * What was closed.
 */
export interface DiscardDeadLettersResponse {
  /**
   * How many were open and are closed now.
   */
  'discarded'?: (number | string | Long);
}

/**
 * What was closed.
 */
export interface DiscardDeadLettersResponse__Output {
  /**
   * How many were open and are closed now.
   */
  'discarded': (number);
}

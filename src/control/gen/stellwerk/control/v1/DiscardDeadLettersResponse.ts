// Original file: proto/stellwerk/control/v1/dead_letters.proto

import type { Long } from '@grpc/proto-loader';

/**
 * The result of the request.
 */
export interface DiscardDeadLettersResponse {
  /**
   * Number of letters that were open and are now closed.
   */
  'discarded'?: (number | string | Long);
}

/**
 * The result of the request.
 */
export interface DiscardDeadLettersResponse__Output {
  /**
   * Number of letters that were open and are now closed.
   */
  'discarded': (number);
}

// Original file: proto/stellwerk/control/v1/dead_letters.proto

import type { ReplayPreview as _stellwerk_control_v1_ReplayPreview, ReplayPreview__Output as _stellwerk_control_v1_ReplayPreview__Output } from '../../../stellwerk/control/v1/ReplayPreview.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * What was ordered, or would be.
 */
export interface ReplayDeadLettersResponse {
  /**
   * How many are replayed; in a dry run, how many would be tried.
   */
  'replayed'?: (number | string | Long);
  /**
   * Of a dry run: what would happen to each, 100 at most.
   */
  'previews'?: (_stellwerk_control_v1_ReplayPreview)[];
}

/**
 * What was ordered, or would be.
 */
export interface ReplayDeadLettersResponse__Output {
  /**
   * How many are replayed; in a dry run, how many would be tried.
   */
  'replayed': (number);
  /**
   * Of a dry run: what would happen to each, 100 at most.
   */
  'previews': (_stellwerk_control_v1_ReplayPreview__Output)[];
}

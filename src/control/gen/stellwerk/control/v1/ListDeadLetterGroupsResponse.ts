// Original file: proto/stellwerk/control/v1/dead_letters.proto

import type { DeadLetterGroup as _stellwerk_control_v1_DeadLetterGroup, DeadLetterGroup__Output as _stellwerk_control_v1_DeadLetterGroup__Output } from '../../../stellwerk/control/v1/DeadLetterGroup.ts';

/**
 * Failures grouped by cause.
 */
export interface ListDeadLetterGroupsResponse {
  /**
   * Open groups first, then by frequency, most frequent first; at most 1,000.
   */
  'groups'?: (_stellwerk_control_v1_DeadLetterGroup)[];
}

/**
 * Failures grouped by cause.
 */
export interface ListDeadLetterGroupsResponse__Output {
  /**
   * Open groups first, then by frequency, most frequent first; at most 1,000.
   */
  'groups': (_stellwerk_control_v1_DeadLetterGroup__Output)[];
}

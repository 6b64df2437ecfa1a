// Original file: proto/stellwerk/control/v1/dead_letters.proto

import type { DeadLetterGroup as _stellwerk_control_v1_DeadLetterGroup, DeadLetterGroup__Output as _stellwerk_control_v1_DeadLetterGroup__Output } from '../../../stellwerk/control/v1/DeadLetterGroup.ts';

/**
 * Failures by cause.
 */
export interface ListDeadLetterGroupsResponse {
  /**
   * Those that are not over first, most frequent first; 1,000 at most.
   */
  'groups'?: (_stellwerk_control_v1_DeadLetterGroup)[];
}

/**
 * Failures by cause.
 */
export interface ListDeadLetterGroupsResponse__Output {
  /**
   * Those that are not over first, most frequent first; 1,000 at most.
   */
  'groups': (_stellwerk_control_v1_DeadLetterGroup__Output)[];
}

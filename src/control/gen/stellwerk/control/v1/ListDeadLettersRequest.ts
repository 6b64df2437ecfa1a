// Original file: proto/stellwerk/control/v1/dead_letters.proto

import type { DeadLetterFilter as _stellwerk_control_v1_DeadLetterFilter, DeadLetterFilter__Output as _stellwerk_control_v1_DeadLetterFilter__Output } from '../../../stellwerk/control/v1/DeadLetterFilter.ts';
import type { DeadLetterState as _stellwerk_control_v1_DeadLetterState, DeadLetterState__Output as _stellwerk_control_v1_DeadLetterState__Output } from '../../../stellwerk/control/v1/DeadLetterState.ts';

/**
 * Asks for a page of dead letters.
 */
export interface ListDeadLettersRequest {
  /**
   * Which; absent: all.
   */
  'filter'?: (_stellwerk_control_v1_DeadLetterFilter | null);
  /**
   * In which states; empty: open ones.
   */
  'states'?: (_stellwerk_control_v1_DeadLetterState)[];
  /**
   * Letters in a page, 1 to 500; 0 means 50.
   */
  'pageSize'?: (number);
  /**
   * `next_page_token` of the page before; empty for the first.
   */
  'pageToken'?: (string);
}

/**
 * Asks for a page of dead letters.
 */
export interface ListDeadLettersRequest__Output {
  /**
   * Which; absent: all.
   */
  'filter': (_stellwerk_control_v1_DeadLetterFilter__Output | null);
  /**
   * In which states; empty: open ones.
   */
  'states': (_stellwerk_control_v1_DeadLetterState__Output)[];
  /**
   * Letters in a page, 1 to 500; 0 means 50.
   */
  'pageSize': (number);
  /**
   * `next_page_token` of the page before; empty for the first.
   */
  'pageToken': (string);
}
